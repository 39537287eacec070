//! Puts texts side by side: for each question of the card, and for sizes, strings, bans, places, ends and law, what
//! each of them says.

use crate::extract::Extraction;
use crate::pack::Pack;
use crate::summary::rules::Rules;
use crate::summary::{Answer, Answered, Line, QuestionKind, banned, lines, summarize};

/// Texts side by side.
#[derive(Debug)]
pub struct Comparison {
    /// The rows, in the order of the rules.
    pub rows: Vec<Row>,
}

/// What each text says to one question.
#[derive(Debug)]
pub struct Row {
    /// The question.
    pub title: String,
    /// One cell per text.
    pub cells: Vec<Cell>,
}

impl Row {
    /// Whether all texts say the same.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.cells.windows(2).all(|pair| pair[0].says(&pair[1]))
    }

    /// Whether no text says anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| {
            cell.answer.is_none_or(|answer| answer == Answer::Unstated) && cell.lines.is_empty()
        })
    }
}

/// What one text says to one question.
#[derive(Debug)]
pub struct Cell {
    /// The answer, for a question of the card.
    pub answer: Option<Answer>,
    /// What it says in words, with its clauses; may be empty.
    pub lines: Vec<Line>,
}

impl Cell {
    /// Whether another cell says the same, wherever it stands.
    fn says(&self, other: &Cell) -> bool {
        let words = |cell: &Cell| {
            let mut words: Vec<_> = cell.lines.iter().map(|line| line.text.clone()).collect();
            words.sort();
            words
        };
        // Which clauses grant something does not matter, on what an answer hangs does.
        let is_plain = matches!(
            self.answer,
            Some(Answer::Yes | Answer::No | Answer::Unstated)
        );
        self.answer == other.answer && (is_plain || words(self) == words(other))
    }
}

/// Compares texts, each on its own.
#[must_use]
pub fn compare(texts: &[Extraction], pack: &Pack) -> Comparison {
    let rules = Rules::builtin();
    let summaries: Vec<_> = texts
        .iter()
        .map(|text| summarize(std::slice::from_ref(text), pack))
        .collect();
    let mut rows = Vec::new();
    for (n, question) in rules.question.iter().enumerate() {
        let verb = match question.kind {
            QuestionKind::May => "may I",
            QuestionKind::Duty => "must I",
            QuestionKind::Limit => "without",
        };
        rows.push(Row {
            title: format!("{verb} {}", question.ask),
            cells: summaries.iter().map(|one| cell(&one.answers[n])).collect(),
        });
    }
    for part in &rules.row {
        let say = |text| Cell {
            answer: None,
            lines: lines(std::slice::from_ref(text), pack, part),
        };
        rows.push(Row {
            title: part.title.clone(),
            cells: texts.iter().map(say).collect(),
        });
    }
    for theme in &rules.theme {
        let say = |text| {
            let banned = banned(std::slice::from_ref(text), pack);
            let own = banned.into_iter().filter(|one| one.theme == theme.title);
            let lines = own
                .flat_map(|one| one.categories)
                .map(|(text, clauses)| Line { text, clauses });
            Cell {
                answer: None,
                lines: lines.collect(),
            }
        };
        rows.push(Row {
            title: format!("banned: {}", theme.title),
            cells: texts.iter().map(say).collect(),
        });
    }
    Comparison { rows }
}

fn cell(one: &Answered) -> Cell {
    let lines = match one.answer {
        Answer::Conditional => &one.conditions,
        _ => &one.grounds,
    };
    Cell {
        answer: Some(one.answer),
        lines: lines.clone(),
    }
}
