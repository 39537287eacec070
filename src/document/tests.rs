//! Documents taken apart: drafted texts in the ways that licences are laid out, and garbage.

use super::*;

/// A line per provision: kind, path, the first words of its stem, its words.
fn outline(name: &str, text: &str) -> String {
    let source = Source::new(name, text.as_bytes().to_vec()).unwrap();
    let document = Document::parse(&source);
    check(&source, &document);
    let mut out = String::new();
    for provision in &document.provisions {
        let kind = match provision.kind {
            Kind::Heading => "H",
            Kind::Sentence => "S",
            Kind::Item => "I",
            Kind::Part => "P",
            Kind::Cell => "C",
        };
        let definition = if provision.is_definition { "=" } else { "" };
        let stem = provision.stem.map_or(String::new(), |stem| {
            let words = document.folded.cased(document.provision(stem).folded);
            format!(" <{}", words.split(' ').next().unwrap_or_default())
        });
        let path = document.path(provision.section).join("/");
        let words = document.folded.cased(provision.folded);
        out.push_str(&format!("{kind}{definition} [{path}]{stem} {words}\n"));
    }
    out
}

pub(super) fn assert_outline(name: &str, text: &str, expected: &str) {
    let expected: String = expected
        .lines()
        .map(|line| format!("{}\n", line.trim_start()))
        .collect();
    assert_eq!(
        outline(name, text),
        expected.trim_start_matches('\n'),
        "{text}"
    );
}

/// The invariants that hold for any text.
fn check(source: &Source, document: &Document) {
    let Document {
        folded,
        sections,
        provisions,
        definitions,
        links,
    } = document;
    let mut end = 0;
    let mut source_end = 0;
    for (index, provision) in provisions.iter().enumerate() {
        let Span { start, end: next } = provision.folded;
        assert!(
            start >= end && next > start,
            "provisions are in order and not empty"
        );
        let words = &folded.text[provision.folded.range()];
        assert_eq!(words.trim(), words);
        let span = folded.to_source(provision.folded);
        assert!(
            span.start >= source_end,
            "their places in the source are in order"
        );
        assert!(
            source.text.is_char_boundary(span.start as usize)
                && source.text.is_char_boundary(span.end as usize)
        );
        assert!(
            provision.stem.is_none_or(|stem| (stem.0 as usize) < index),
            "a stem stands before what it governs"
        );
        assert!((provision.section.0 as usize) < sections.len());
        end = next;
        source_end = span.start;
    }
    for (index, section) in sections.iter().enumerate() {
        assert_eq!(section.parent.is_none(), index == 0);
        assert!(
            section
                .parent
                .is_none_or(|parent| (parent.0 as usize) < index)
        );
    }
    for definition in definitions {
        assert!(definition.meaning.end as usize <= folded.text.len());
        assert!((definition.provision.0 as usize) < provisions.len());
    }
    assert!(
        links
            .iter()
            .all(|link| folded.text.is_char_boundary(link.folded.end as usize))
    );
    assert!(
        folded.text.is_char_boundary(folded.text.len())
            && !folded.text.contains("\n\n")
            && !folded.text.contains("  ")
    );
}

#[test]
fn wrapped_text_with_letters_and_roman_numbers() {
    assert_outline(
        "licence.txt",
        "OAK COMMUNITY LICENCE\nOak Release Date: May 3, 2024\n\n\"Agreement\" means these terms.\n\n1. Rights and Use.\n\n      a. Grant of Rights. You are granted a non-\ntransferable right to use the Materials.\n\n      b. Passing On.\n\n            i. If you pass the Materials on, you shall add a copy of this\nAgreement under Section\n2. It must be whole.\n            ii.  You must not sell them.\n\n2. Large Users. If you have more than 5 million users, you must ask\nus for a licence.\n",
        "H [] OAK COMMUNITY LICENCE
        S [] Oak Release Date: May 3, 2024
        S= [] \"Agreement\" means these terms.
        H [1] Rights and Use.
        H [1/a] Grant of Rights.
        I [1/a] You are granted a non-transferable right to use the Materials.
        H [1/b] Passing On.
        I [1/b/i] If you pass the Materials on, you shall add a copy of this Agreement under Section 2.
        I [1/b/i] It must be whole.
        I [1/b/ii] You must not sell them.
        H [2] Large Users.
        I [2] If you have more than 5 million users, you must ask us for a licence.",
    );
}

#[test]
fn items_have_their_stem_at_every_depth() {
    assert_outline(
        "policy.md",
        "# Use Policy\n\n**Prohibited Uses**\n\nBe fair. You agree not to:\n\n1. Break the law, including to:\n    1. Steal\n    2. Spy. This includes tracking.\n2. Harm minors\n\nTell us about breaches.\n",
        "H [] Use Policy
        H [Prohibited Uses] Prohibited Uses
        S [Prohibited Uses] Be fair.
        S [Prohibited Uses] You agree not to:
        I [Prohibited Uses/1] <You Break the law, including to:
        I [Prohibited Uses/1/1] <Break Steal
        I [Prohibited Uses/1/2] <Break Spy.
        I [Prohibited Uses/1/2] <Spy. This includes tracking.
        I [Prohibited Uses/2] <You Harm minors
        S [Prohibited Uses] Tell us about breaches.",
    );
}

#[test]
fn headings_that_command_and_lists_without_markers() {
    assert_outline(
        "policy.txt",
        "Standards for Everybody\n\nDo Not Harm Minors\n\nThis includes using the tools to:\n\ngroom minors;\nhide abuse; or\nhelp others do so.\nWe report what we find.\n\nDo Not Spam\n\nThis includes bulk mail.\n",
        "H [] Standards for Everybody
        H [Do Not Harm Minors] Do Not Harm Minors
        S [Do Not Harm Minors] This includes using the tools to:
        I [Do Not Harm Minors] <This groom minors;
        I [Do Not Harm Minors] <This hide abuse; or
        I [Do Not Harm Minors] <This help others do so.
        S [Do Not Harm Minors] We report what we find.
        H [Do Not Spam] Do Not Spam
        S [Do Not Spam] This includes bulk mail.",
    );
}

#[test]
fn enumerations_inside_a_sentence() {
    assert_outline(
        "terms.txt",
        "If you pass it on under Section 2(a), you shall (A) add a copy of\nparagraphs (b) and (c); and (B) show (i) the name and (ii) the date of\nthe Model. You may not sell it.\n",
        "S [] If you pass it on under Section 2(a), you shall
        P [] <If add a copy of paragraphs (b) and (c)
        P [] <If show
        P [] <show the name
        P [] <show the date of the Model.
        S [] You may not sell it.",
    );
    assert_outline(
        "terms.txt",
        "You must not: (i) sell it. That includes rental; (ii) copy it.\n",
        "S [] You must not:
        P [] <You sell it.
        S [] <sell That includes rental
        P [] <You copy it.",
    );
}

#[test]
fn exhibits_start_numbering_again() {
    assert_outline(
        "licence.txt",
        "1. Definitions\n1.1 Model: the trained weights.\n1.2 Output: what the Model makes.\n\n2. Restrictions\n2.1 Commercial Use: You shall not sell the Model.\n\nATTACHMENT A\nUse Restrictions\n\nYou agree not to use the Model:\n1. to harm anybody;\n2. to spam.\n",
        "H [1] Definitions
        I= [1/1.1] Model: the trained weights.
        I= [1/1.2] Output: what the Model makes.
        H [2] Restrictions
        H [2/2.1] Commercial Use:
        I [2/2.1] You shall not sell the Model.
        H [ATTACHMENT A] ATTACHMENT A Use Restrictions
        S [ATTACHMENT A] You agree not to use the Model:
        I [ATTACHMENT A/1] <You to harm anybody;
        I [ATTACHMENT A/2] <You to spam.",
    );
}

#[test]
fn html_lists_tables_and_references() {
    assert_outline(
        "terms.html",
        "<h1>Terms</h1><style>p {}</style><p>You may <b>not</b>\n use it&nbsp;to:<ul><li>spam<li>harm &ldquo;us&rdquo;</ul><table><tr><th>Plan</th></tr><tr><td>You pay.</td><td>We do not.</td></tr></table><p><b>Age.</b> You must be 18.",
        "H [] Terms
        S [] You may not use it to:
        I [] <You spam
        I [] <You harm \"us\"
        H [] Plan
        C [] You pay.
        C [] We do not.
        H [Age] Age.
        S [Age] You must be 18.",
    );
}

#[test]
fn what_announces_a_table_governs_its_cells() {
    assert_outline(
        "policy.md",
        "You must not use the model for:\n\n| Field | Example |\n|---|---|\n| Weapons | bombs |\n| Fraud | phishing |\n\nAsk us first.\n",
        "S [] You must not use the model for:
        H [] Field
        H [] Example
        C [] <You Weapons
        C [] <You bombs
        C [] <You Fraud
        C [] <You phishing
        S [] Ask us first.",
    );
}

#[test]
fn items_keep_the_numbers_they_are_written_with() {
    assert_outline(
        "policy.md",
        "You must not:\n\n1. lie\n3. steal\n3. cheat\n",
        "S [] You must not:
        I [1] <You lie
        I [3] <You steal
        I [4] <You cheat",
    );
    assert_outline(
        "policy.html",
        "<p>You must not:</p><ol><li>lie</li><li value=\"3\">steal</li><li>cheat</li></ol>",
        "S [] You must not:
        I [1] <You lie
        I [3] <You steal
        I [4] <You cheat",
    );
}

#[test]
fn marks_that_set_nothing_in_bold_are_not_seen() {
    assert_outline(
        "licence.md",
        "2\\. **Size**. You must ask us if you are large.\n\n3**. Warranty**. There is none in this text.\n",
        "H [2] Size.
        I [2] You must ask us if you are large.
        H [3] Warranty.
        I [3] There is none in this text.",
    );
}

#[test]
fn links_are_kept_beside_the_words() {
    let source = Source::new(
        "a.md",
        b"See our [Use Policy](https://example.org/aup) now.".to_vec(),
    )
    .unwrap();
    let document = Document::parse(&source);
    assert_eq!(document.folded.text.trim_end(), "see our use policy now.");
    let [link] = &document.links[..] else {
        panic!("one link")
    };
    assert_eq!(document.folded.slice(link.folded), "use policy");
    assert_eq!(link.target, "https://example.org/aup");
}

#[test]
fn definitions_name_their_terms() {
    let text = "\"Model\" or \"the Work\" means the weights. This Policy (the \"Policy\") binds you. For this Section, \"use\" means any use.";
    let source = Source::new("a.txt", text.as_bytes().to_vec()).unwrap();
    let document = Document::parse(&source);
    let found: Vec<(&str, &str)> = document
        .definitions
        .iter()
        .map(|definition| {
            (
                definition.term.as_str(),
                document.folded.slice(definition.meaning).trim(),
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("model", "the weights."),
            ("work", "the weights."),
            ("policy", "this policy"),
            ("use", "any use.")
        ]
    );
    let defining: Vec<bool> = document
        .provisions
        .iter()
        .map(|provision| provision.is_definition)
        .collect();
    assert_eq!(defining, [true, false, true]);
}

#[test]
fn any_text_gives_a_document() {
    const FRAGMENTS: [&str; 40] = [
        "(",
        ")",
        "((((",
        "\"",
        "“",
        "''",
        "``",
        "'",
        "1.",
        "1.1.1.1",
        "(a)",
        "(ii) ",
        "a. ",
        "- ",
        "* ",
        "**",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        "    ",
        "foo",
        "Foo ",
        "shall ",
        "Section ",
        "Inc. ",
        ". ",
        ".",
        ": ",
        "; and\n",
        "[x](http://y) ",
        "<p>",
        "<li>",
        "&amp;",
        "软件。",
        "é",
        "\u{ad}",
        "=====\n",
        "Exhibit A",
        "| a | b |\n|--|--|\n",
    ];
    // A linear congruential generator: the same texts on every run.
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) as usize
    };
    for round in 0..600 {
        let text: String = (0..next() % 60)
            .map(|_| FRAGMENTS[next() % FRAGMENTS.len()])
            .collect();
        let name = ["a.txt", "a.md", "a.html"][round % 3];
        let source = Source::new(name, text.into_bytes()).unwrap();
        let document = Document::parse(&source);
        check(&source, &document);
        if source.format == Format::Plain {
            covers(&source, &document);
        }
    }
}

/// Every letter of a plain text comes out in the folded text, and leads back to where it stood.
fn covers(source: &Source, document: &Document) {
    let mut seen = vec![false; source.text.len()];
    for (start, character) in document.folded.text.char_indices() {
        let span = document.folded.to_source(Span::new(
            start as u32,
            (start + character.len_utf8()) as u32,
        ));
        seen[span.range()].fill(true);
    }
    let links: usize = source.text.matches("](http://y)").count();
    let lost = source
        .text
        .char_indices()
        .filter(|&(at, character)| character.is_alphabetic() && !seen[at])
        .count();
    assert!(
        lost <= links * "httpy".len(),
        "{lost} letters lost of {:?}",
        source.text
    );
}
