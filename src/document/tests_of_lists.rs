//! What governs the items of lists, in drafted texts.

use super::tests::assert_outline;
use super::*;

#[test]
fn what_governs_a_list_governs_it_under_headings_too() {
    assert_outline(
        "policy.txt",
        "Part A. Uses\n\nThe following uses are prohibited:\n\nIllegal Activity\n- fraud\n- theft\n\nViolent Content\n- threats\n\nPart B. Reports\n\nYou may report:\n- abuse\n\nAsk us.\n",
        "H [A] Uses
        S [A] The following uses are prohibited:
        H [A/Illegal Activity] <The Illegal Activity
        I [A/Illegal Activity] <Illegal fraud
        I [A/Illegal Activity] <Illegal theft
        H [A/Violent Content] <The Violent Content
        I [A/Violent Content] <Violent threats
        H [B] Reports
        S [B] You may report:
        I [B] <You abuse
        S [B] Ask us.",
    );
    assert_outline(
        "policy.md",
        "# Policy\n\nYou must not use the model for:\n\n## Crime\n\n- fraud\n\n## Surveillance\n\n- tracking people\n\n## Reports\n\nTell us about breaches.\n\n## Contact\n\n- by post\n",
        "H [] Policy
        S [] You must not use the model for:
        H [Crime] <You Crime
        I [Crime] <Crime fraud
        H [Surveillance] <You Surveillance
        I [Surveillance] <Surveillance tracking people
        H [Reports] <You Reports
        S [Reports] Tell us about breaches.
        H [Contact] Contact
        I [Contact] by post",
    );
}

#[test]
fn headings_in_a_list_pass_on_what_governs_it() {
    assert_outline(
        "licence.txt",
        "3.2 The Model will not be used by You to:\n\n  a. Surveillance\n     i.   Track people.\n     ii.  Read faces.\n  b. Criminal\n     i.   Predict crimes.\n\n4. Other\n",
        "I [3.2] The Model will not be used by You to:
        H [3.2/a] <The Surveillance
        I [3.2/a/i] <Surveillance Track people.
        I [3.2/a/ii] <Surveillance Read faces.
        H [3.2/b] <The Criminal
        I [3.2/b/i] <Criminal Predict crimes.
        H [4] Other",
    );
}

#[test]
fn a_clause_that_was_left_open_governs_its_list() {
    assert_outline(
        "licence.txt",
        "3.3 It is forbidden to LICENSEE\n\n    (a) to offer the RESULTS;\n    (b) to sell them.\n\n3.4. You must display the following text:\n\n    \"Made by Larch, Inc.\"\n",
        "I [3.3] It is forbidden to LICENSEE
        I [3.3/a] <It to offer the RESULTS;
        I [3.3/b] <It to sell them.
        I [3.4] You must display the following text:
        I [3.4] <You \"Made by Larch, Inc.\"",
    );
}

#[test]
fn a_sentence_may_end_behind_its_list() {
    assert_outline(
        "licence.txt",
        "Whoever runs the Work in a service which\n\n  - has 80 million users, or\n  - earns a lot,\n\nshall show the name. It must be large.\n\nIf you (a) have many users, or (b) earn a lot, you must ask us.\n",
        "S [] Whoever runs the Work in a service which
        I [] <Whoever has 80 million users, or
        I [] <Whoever earns a lot,
        I [] <Whoever shall show the name.
        I [] It must be large.
        S [] If you (a) have many users, or (b) earn a lot, you must ask us.",
    );
    let text = "Whoever runs a service which\n\n- has many users, or\n- earns a lot,\n\nshall show the name.\n\nIf you (a) have many users, or (b) earn a lot, you must ask us.";
    let source = Source::new("a.txt", text.as_bytes().to_vec()).unwrap();
    let document = Document::parse(&source);
    let tails: Vec<_> = document
        .provisions
        .iter()
        .filter_map(|provision| {
            Some(
                document
                    .folded
                    .slice(document.provision(provision.tail?).folded),
            )
        })
        .collect();
    assert_eq!(tails, ["shall show the name."]);
}

#[test]
fn lines_that_end_like_items_were_not_wrapped() {
    assert_outline(
        "policy.txt",
        "You agree not to use the Model or any Work that is derived from it (as the Licence defines it):\n\nIn any way that breaks any law or regulation that applies anywhere in the world to such use;\nTo spread what is false;\nTo harm or exploit minors in any way, or to help anybody else to do so, anywhere in the world;\nTo harass others.\n",
        "S [] You agree not to use the Model or any Work that is derived from it (as the Licence defines it):
        I [] <You In any way that breaks any law or regulation that applies anywhere in the world to such use;
        I [] <You To spread what is false;
        I [] <You To harm or exploit minors in any way, or to help anybody else to do so, anywhere in the world;
        I [] <You To harass others.",
    );
    assert_outline(
        "licence.txt",
        "This Licence ends when you break it. Upon its end you must stop. Sections 1, 2.1,\n4.2 to 4.9 stay in force. You consent to the courts of the U.S.\nfederal districts and (collectively\nExtensions) to all that the others need.\n",
        "S [] This Licence ends when you break it.
        S [] Upon its end you must stop.
        S [] Sections 1, 2.1, 4.2 to 4.9 stay in force.
        S [] You consent to the courts of the U.S. federal districts and (collectively Extensions) to all that the others need.",
    );
}

#[test]
fn lists_inside_the_items_of_a_list_of_bullets() {
    assert_outline(
        "licence.txt",
        "You may:\n\n* copy it\n\n    i. Limits. You may not\n\n* sell it\n\n§ First.dll\n\n§ Second.dll\n",
        "S [] You may:
        I [] <You copy it
        H [i] Limits.
        I [i] You may not
        I [i] <You sell it
        I [i] First.dll
        I [i] Second.dll",
    );
}

#[test]
fn items_and_headings_that_fill_their_lines() {
    assert_outline(
        "policy.txt",
        "You will not use the Model to do any of this for anybody:\n1. Deceive or mislead others, or help anybody to do so or\nto hide what was done\n2. Promote violence, abuse or the harm of individuals too\n3. Break the law of the place where you are\n",
        "S [] You will not use the Model to do any of this for anybody:
        I [1] <You Deceive or mislead others, or help anybody to do so or to hide what was done
        I [2] <You Promote violence, abuse or the harm of individuals too
        I [3] <You Break the law of the place where you are",
    );
    assert_outline(
        "licence.txt",
        "Passing It On\n    Give a copy of these terms to everyone who gets a copy of the Work\n    from you, and do so at once, in the language of the place.\n\nSample Model Release Date: May 5, 2024\nTHIS LICENCE DOES NOT APPLY TO ANYBODY WHO DOES NOT LIVE IN NORWAY.\n\n(a) use the whole Work in the way that you like, or else in some part;\n(b) make a copy of the Work\n",
        "S [] Passing It On
        S [] Give a copy of these terms to everyone who gets a copy of the Work from you, and do so at once, in the language of the place.
        S [] Sample Model Release Date: May 5, 2024
        S [] THIS LICENCE DOES NOT APPLY TO ANYBODY WHO DOES NOT LIVE IN NORWAY.
        I [a] use the whole Work in the way that you like, or else in some part;
        I [b] make a copy of the Work",
    );
}

#[test]
fn a_numbered_item_follows_the_parts_of_the_section_before_it() {
    assert_outline(
        "licence.md",
        "2. The following terms apply to your use of the Model:\n\n2.1 You may not use it for anything illegal.\n\n2.2 You may not change notices.\n\n3. You must pay us.\n\n3.1 The price is low.\n",
        "I [2] The following terms apply to your use of the Model:
        I [2.1] <The You may not use it for anything illegal.
        I [2.2] <The You may not change notices.
        I [3] You must pay us.
        I [3.1] The price is low.",
    );
}

#[test]
fn an_aside_between_items_ends_no_list() {
    assert_outline(
        "licence.txt",
        "Licensee shall not:\n\n(a) hold anybody in servitude\n\n(See Article 9 of the Charter);\n\n(b) torture anybody\n\n(See Article 10); and\n\n(c) steal.\n",
        "S [] Licensee shall not:
        I [a] <Licensee hold anybody in servitude
        I [a] (See Article 9 of the Charter);
        I [b] <Licensee torture anybody
        I [b] (See Article 10); and
        I [c] <Licensee steal.",
    );
}

#[test]
fn numbers_tell_what_is_inside_what() {
    // The format's levels are the wrong way round, and the list counts on past the number of an open section.
    assert_outline(
        "terms.md",
        "# Terms\n\n### 1. Fees\n\n1.1 Credits\n-----------\n\nCredits lapse.\n\n### 2. Conduct\n\nYou agree not to:\n\n1.  spy;\n2.  lie;\n3.  steal.\n",
        "H [] Terms
        H [1] Fees
        H [1.1] Credits
        S [1.1] Credits lapse.
        H [2] Conduct
        S [2] You agree not to:
        I [2/1] <You spy;
        I [2/2] <You lie;
        I [2/3] <You steal.",
    );
}

#[test]
fn what_begins_a_line_by_chance_is_no_item() {
    assert_outline(
        "licence.txt",
        "As between you and us, and as far as the law lets you, you own:\n(i) the Adapted Models that you make as these terms allow, with\nall that belongs to them, and (ii) what the Model puts out for\nyou when you ask it something.\n",
        "S [] As between you and us, and as far as the law lets you, you own:
        P [] <As the Adapted Models that you make as these terms allow, with all that belongs to them
        P [] <As what the Model puts out for you when you ask it something.",
    );
    assert_outline(
        "licence.txt",
        "You promise that you 1) live in no place that is under embargo; 2) are on no\nlist of those with whom trade is banned by the law of the place; and\n(3) will not hide the place that you are in by whatever means it may be, nor\nhave others hide it for you.\n",
        "S [] You promise that you
        P [] <You live in no place that is under embargo
        P [] <You are on no list of those with whom trade is banned by the law of the place
        P [] <You will not hide the place that you are in by whatever means it may be, nor have others hide it for you.",
    );
}

#[test]
fn lines_that_hang_belong_to_the_one_above() {
    assert_outline(
        "licence.txt",
        "You must not use the Model in order to do any of these things:\n\nHarm to children, by making or spreading content of which they\n  are the victims\nTrade in human beings and any violence that comes along with it\nThe spreading of goods to minors that the law keeps from them,\n  or the lack of a check of their age\n",
        "S [] You must not use the Model in order to do any of these things:
        I [] <You Harm to children, by making or spreading content of which they are the victims
        I [] <You Trade in human beings and any violence that comes along with it
        I [] <You The spreading of goods to minors that the law keeps from them, or the lack of a check of their age",
    );
}

#[test]
fn a_list_that_goes_on_holds_what_stands_between() {
    assert_outline(
        "licence.md",
        "1. You may use the Model.\n\nThis does not cover its name.\n\n2. You must pay us.\n\nThe price is low.\n",
        "I [1] You may use the Model.
        I [1] This does not cover its name.
        I [2] You must pay us.
        S [] The price is low.",
    );
}

#[test]
fn a_title_with_its_date_is_wrapped_into_nothing() {
    assert_outline(
        "licence.txt",
        "SALTMARSH COMMUNITY LICENCE AGREEMENT\nRelease date of the Model: 2026/5/14\nBy using or changing any part of the Model you take on all of\nthese terms, which hold from then on. If you do not, do not use\nit, and give it to nobody else, whoever may ask you for it.\n",
        "H [] SALTMARSH COMMUNITY LICENCE AGREEMENT
        S [] Release date of the Model: 2026/5/14
        S [] By using or changing any part of the Model you take on all of these terms, which hold from then on.
        S [] If you do not, do not use it, and give it to nobody else, whoever may ask you for it.",
    );
}

#[test]
fn what_a_condition_lists_is_no_rule() {
    assert_outline(
        "licence.txt",
        "If You sell the Model and either (i) your revenue exceeds $5 million, or (ii) your users exceed 3 million, You must ask us.\n\nIf You act for a firm, (a) \"you\" means that firm, and (b) you may bind it.\n\nIf You share it, You must (a) say so, and (b) name us.\n",
        "S [] If You sell the Model and either (i) your revenue exceeds $5 million, or (ii) your users exceed 3 million, You must ask us.
        S [] If You act for a firm
        P= [] <If \"you\" means that firm
        P [] <If you may bind it.
        S [] If You share it, You must
        P [] <If say so
        P [] <If name us.",
    );
}
