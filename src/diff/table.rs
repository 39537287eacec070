//! Words that tell substance from form, as tables.

/// Words that carry no rule by themselves.
pub(super) const SILENT: &[&str] = &[
    "a",
    "an",
    "the",
    "of",
    "to",
    "in",
    "on",
    "at",
    "by",
    "for",
    "with",
    "from",
    "as",
    "that",
    "which",
    "this",
    "these",
    "those",
    "such",
    "said",
    "thereof",
    "therein",
    "hereof",
    "herein",
    "hereby",
    "hereto",
    "thereto",
    "and/or",
    "is",
    "are",
    "be",
    "been",
    "being",
    "was",
    "were",
    "it",
    "its",
    "their",
    "his",
    "her",
    "they",
    "them",
    "also",
    "well",
    "then",
    "so",
    "etc",
    "e",
    "g",
    "i",
    "s",
    "following",
    "below",
    "above",
    "accordance",
    "respect",
    "regard",
    "pursuant",
    "under",
    "upon",
    "section",
    "sections",
    "article",
    "clause",
    "exhibit",
    "part",
    "copy",
    "currently",
    "available",
    "found",
    "located",
    "accessible",
    "forth",
    "set",
    "each",
    "one",
    "please",
    "more",
    "than",
    "including",
    "includes",
    "include",
    "without",
    "limitation",
    "limited",
    "but",
];

/// Words that say the same: the first of each row stands for the others.
pub(super) const SAME: &[&[&str]] = &[
    &[
        "must",
        "shall",
        "will",
        "should",
        "agree",
        "agrees",
        "required",
        "obligated",
    ],
    &[
        "you",
        "your",
        "licensee",
        "licensee's",
        "user",
        "user's",
        "users",
        "customer",
        "customer's",
        "yourself",
    ],
    &["we", "us", "our", "licensor", "licensor's", "ourselves"],
    &[
        "agreement",
        "license",
        "licence",
        "terms",
        "policy",
        "policies",
        "agreements",
        "licenses",
        "licences",
    ],
    &[
        "not", "cannot", "don't", "never", "no", "neither", "nor", "can't", "won't",
    ],
    &["may", "can"],
    &["service", "services", "product", "products"],
    &["and", "or"],
    &[
        "model",
        "models",
        "material",
        "materials",
        "software",
        "work",
        "works",
    ],
];

/// Words that say one thing together: the last of each row stands for those before it.
pub(super) const COMPOUNDS: &[(&[&str], &str)] = &[
    (&["other", "than"], "except"),
    (&["apart", "from"], "except"),
    (&["aside", "from"], "except"),
    (&["save", "for"], "except"),
    (&["save", "as"], "except"),
    (&["save", "that"], "except"),
    (&["save", "where"], "except"),
    (&["provided", "that"], "if"),
    (&["provided", "you"], "if"),
    (&["as", "long", "as"], "if"),
    (&["so", "long", "as"], "if"),
    (&["terms", "and", "conditions"], "terms"),
    (&["solely", "responsible"], "responsible"),
];

/// What the words stand for that say who may, who must and who must not.
pub(super) const MODALS: &[&str] = &["may", "must", "not"];

/// Words that take something out of a rule.
pub(super) const EXCEPTIONS: &[&str] = &[
    "except",
    "unless",
    "excluding",
    "excludes",
    "exception",
    "exceptions",
];

/// Words that make a rule hang on something.
pub(super) const CONDITIONS: &[&str] = &["if", "subject", "condition", "conditioned"];

/// Words that leave nothing but what they name.
pub(super) const LIMITS: &[&str] = &["only", "solely", "exclusively"];

/// Words before the day of a version.
pub(super) const DATED: &[&str] = &["updated", "modified", "revised", "effective", "dated"];

/// Months.
pub(super) const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Words before the number of a part of a text.
pub(super) const REFERENCES: &[&str] = &[
    "section",
    "sections",
    "paragraph",
    "paragraphs",
    "article",
    "articles",
    "clause",
    "clauses",
    "exhibit",
    "part",
    "parts",
];
