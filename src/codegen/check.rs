//! All rules for the tables: what comes out of here can be written down as Rust.

use std::collections::{BTreeMap, BTreeSet};

use super::error::{nearest, quoted};
use super::ident;
use super::read::{Action, At, Ending, Family, Fields, Pos, Product, Remedy, Sources, is_month};
use crate::actor::Actor;
use crate::category::Category;
use crate::class::{Basis, Class};
use crate::idempotency::Idempotency;
use crate::retry::Retry;
use crate::table::MAX_LEN;
use crate::window::Window;

/// What the tables say, checked: families, codes and products in the order of their text.
pub(super) struct Catalog {
    pub(super) codes: Vec<Code>,
    /// The longer ones first; without a category, the class of the family stays.
    pub(super) endings: Vec<(String, Option<Category>)>,
    pub(super) families: Vec<FamilyClass>,
    /// The codes that every product may answer with.
    pub(super) common: Vec<String>,
    pub(super) products: Vec<Product>,
}

/// A code with everything that is known of it.
pub(super) struct Code {
    pub(super) text: String,
    pub(super) variant: String,
    pub(super) description: String,
    pub(super) hint: String,
    pub(super) actor: Option<Actor>,
    pub(super) window: Option<Window>,
    pub(super) category: Category,
    pub(super) retry: Retry,
    pub(super) retired: Option<String>,
    pub(super) observed: Option<String>,
    /// The SDKs that make up the code; none for a code that servers send.
    pub(super) sdks: Vec<String>,
    pub(super) http_status: Option<u16>,
    pos: Pos,
}

/// What an unknown code takes from its family.
pub(super) struct FamilyClass {
    pub(super) name: String,
    pub(super) category: Category,
    pub(super) retry: Retry,
}

/// Who answers with the codes.
pub(super) enum Membership {
    /// Nobody says: every code that is described is in the catalog.
    Unknown,
    /// The codes that a product or the common table lists are in the catalog.
    Listed {
        common: Option<Product>,
        products: Vec<Product>,
        /// Whether these are all products, so that a code that none of them lists is a mistake.
        all: bool,
    },
}

/// The most codes and families that fit the numbers of the enum and of the rows.
const MOST_CODES: usize = 65_000;
/// The longest description or hint, in bytes.
const LONGEST_PROSE: usize = 1_000;

/// Checks everything. The catalog is of use only if the sources hold no problem afterwards.
pub(super) fn check(
    sources: &mut Sources,
    families: Vec<Family>,
    remedies: Vec<Remedy>,
    endings: Vec<Ending>,
    membership: Membership,
) -> Catalog {
    let mut remedies = Remedies::new(sources, remedies);
    let mut codes = Vec::new();
    let mut classes = Vec::new();
    let mut family_places: BTreeMap<String, Pos> = BTreeMap::new();
    let mut last_family: Option<At<String>> = None;
    for family in families {
        if let Some(first) = family_places.get(&family.name.value) {
            again(sources, &family.name, *first);
        } else {
            family_places.insert(family.name.value.clone(), family.name.pos);
        }
        if let Some(last) = &last_family {
            in_order(sources, last, &family.name);
        }
        last_family = Some(family.name.clone());
        check_family(sources, &mut remedies, family, &mut codes, &mut classes);
    }
    remedies.check_use(sources);
    codes.sort_by(|a: &Code, b| a.text.cmp(&b.text));
    classes.sort_by(|a: &FamilyClass, b| a.name.cmp(&b.name));
    let (common, products) = check_membership(sources, membership, &mut codes, &classes);
    check_variants(sources, &codes);
    if codes.is_empty() {
        sources.no_codes();
    }
    let count = codes.len() + classes.len();
    if let Some(code) = codes.last().filter(|_| count > MOST_CODES) {
        let found = format!("{count} codes and families");
        sources.problem(code.pos, found, format!("at most {MOST_CODES}"));
    }
    let endings = check_endings(sources, endings);
    Catalog {
        codes,
        endings,
        families: classes,
        common,
        products,
    }
}

fn check_family(
    sources: &mut Sources,
    remedies: &mut Remedies,
    family: Family,
    codes: &mut Vec<Code>,
    classes: &mut Vec<FamilyClass>,
) {
    let Family {
        name,
        fields,
        members,
    } = family;
    if !is_word(&name.value) {
        let found = format!("the family {}", quoted(&name.value));
        sources.problem(name.pos, found, "a word of letters, digits and underscores");
    }
    if name.value.len() > MAX_LEN {
        let found = format!("a family of {} bytes", name.value.len());
        sources.problem(name.pos, found, format!("at most {MAX_LEN}"));
    }
    let category = CATEGORY.required(sources, &name, fields.category.as_ref());
    let retry = RETRY.required(sources, &name, fields.retry.as_ref());
    // Where the family has no class, the mistake is reported and its members are still checked.
    let inherited = Inherited {
        category: category.unwrap_or(Category::Failed),
        retry: retry.unwrap_or(Retry::Never),
        is_known: category.is_some() && retry.is_some(),
    };
    classes.push(FamilyClass {
        name: name.value.clone(),
        category: inherited.category,
        retry: inherited.retry,
    });
    if let Some(At { value: true, pos }) = fields.is_code {
        sources.problem(
            pos,
            "`code = true`, which is the default",
            "nothing, or `code = false`",
        );
    }
    if fields.is_code.as_ref().is_none_or(|code| code.value) {
        codes.push(check_code(
            sources,
            remedies,
            &name,
            name.value.clone(),
            &fields,
            false,
            &inherited,
        ));
    } else {
        let texts = [
            &fields.description,
            &fields.hint,
            &fields.remedy,
            &fields.actor,
            &fields.window,
            &fields.variant,
            &fields.retired,
            &fields.observed,
        ];
        for text in texts.into_iter().flatten() {
            sources.problem(
                text.pos,
                "a text for a family that is no code",
                "only category, retry and codes beside `code = false`",
            );
        }
    }
    let mut last: Option<At<String>> = None;
    for (member, fields) in members {
        if let Some(last) = &last {
            in_order(sources, last, &member);
        }
        let text = format!("{}.{}", name.value, member.value);
        last = Some(member.clone());
        // A family and one trailing dot is a code that the servers really send.
        if !member.value.is_empty() && !member.value.split('.').all(is_word) {
            let found = format!("the code {}", quoted(&text));
            sources.problem(
                member.pos,
                found,
                "words of letters, digits and underscores with a dot between them",
            );
        }
        codes.push(check_code(
            sources, remedies, &member, text, &fields, true, &inherited,
        ));
    }
}

/// What a member takes from its family.
struct Inherited {
    category: Category,
    retry: Retry,
    is_known: bool,
}

fn check_code(
    sources: &mut Sources,
    remedies: &mut Remedies,
    place: &At<String>,
    text: String,
    fields: &Fields,
    is_member: bool,
    inherited: &Inherited,
) -> Code {
    if text.len() > MAX_LEN {
        let found = format!("a code of {} bytes", text.len());
        sources.problem(place.pos, found, format!("at most {MAX_LEN}"));
    }
    if let Some(description) = &fields.description {
        check_prose(sources, description, "description");
    } else {
        let found = format!("{} without a description", quoted(&text));
        sources.problem(place.pos, found, "a description, in a sentence");
    }
    let advice = check_advice(sources, remedies, fields);
    let window = WINDOW.optional(sources, fields.window.as_ref());
    let mut category = inherited.category;
    let mut retry = inherited.retry;
    if is_member {
        if let Some(own) = CATEGORY.optional(sources, fields.category.as_ref()) {
            repeats(
                sources,
                fields.category.as_ref(),
                own == category && inherited.is_known,
            );
            category = own;
        }
        if let Some(own) = RETRY.optional(sources, fields.retry.as_ref()) {
            repeats(
                sources,
                fields.retry.as_ref(),
                own == retry && inherited.is_known,
            );
            retry = own;
        }
    }
    let variant = check_variant(sources, place, &text, fields);
    check_retired(sources, fields.retired.as_ref(), "code");
    if let Some(At { value: false, pos }) = fields.unread {
        sources.problem(
            pos,
            "`unread = false`, which is the default",
            "nothing, or `unread = true`",
        );
    }
    check_origin(sources, fields);
    let value = |field: &Option<At<String>>| field.as_ref().map(|at| at.value.clone());
    Code {
        description: value(&fields.description).unwrap_or_default(),
        hint: advice.text,
        actor: advice.actor,
        window,
        category,
        retry,
        variant,
        retired: value(&fields.retired),
        observed: value(&fields.observed),
        sdks: fields.sdks.iter().map(|sdk| sdk.value.clone()).collect(),
        http_status: fields.http_status.as_ref().map(|status| status.value),
        pos: place.pos,
        text,
    }
}

/// Where a code comes from that is no answer of a product.
fn check_origin(sources: &mut Sources, fields: &Fields) {
    if let Some(observed) = &fields.observed {
        check_prose(sources, observed, "place");
    }
    let mut last: Option<&At<String>> = None;
    for sdk in &fields.sdks {
        check_prose(sources, sdk, "name");
        match last {
            Some(last) if last.value == sdk.value => again(sources, sdk, last.pos),
            Some(last) => in_order(sources, last, sdk),
            None => {}
        }
        last = Some(sdk);
    }
}

/// The name of the variant: the one that is given, or the one that is made from the text.
fn check_variant(sources: &mut Sources, place: &At<String>, text: &str, fields: &Fields) -> String {
    let default = ident::variant(text);
    match &fields.variant {
        // What is in the code that no name can have is reported with the code.
        None if text.split('.').all(|word| word.is_empty() || is_word(word))
            && !ident::is_variant(&default) =>
        {
            let found = format!("{} with the variant {}", quoted(text), quoted(&default));
            sources.problem(
                place.pos,
                found,
                "a variant that Rust can name (`variant = \"...\"`): a capital first, not `Self`",
            );
            default
        }
        None => default,
        Some(variant) if !ident::is_variant(&variant.value) => {
            let found = format!("the variant {}", quoted(&variant.value));
            sources.problem(
                variant.pos,
                found,
                "letters and digits, a capital first, not `Self`",
            );
            default
        }
        Some(variant) if variant.value == default => {
            let found = format!(
                "the variant {}, which the code has anyhow",
                quoted(&default)
            );
            sources.problem(variant.pos, found, "another name, or nothing");
            default
        }
        Some(variant) => variant.value.clone(),
    }
}

fn check_retired(sources: &mut Sources, retired: Option<&At<String>>, what: &str) {
    if let Some(retired) = retired.filter(|retired| !is_month(&retired.value)) {
        let expected = format!("the month in which the {what} went, as `2026-11`");
        sources.problem(retired.pos, quoted(&retired.value), expected);
    }
}

/// What to do, and who can.
#[derive(Clone, Default)]
struct Advice {
    text: String,
    actor: Option<Actor>,
}

/// The advice that codes share, by name.
struct Remedies(BTreeMap<String, (Pos, Advice, bool)>);

impl Remedies {
    fn new(sources: &mut Sources, rows: Vec<Remedy>) -> Self {
        let mut remedies = BTreeMap::new();
        let mut last: Option<At<String>> = None;
        for Remedy { name, text, actor } in rows {
            if let Some(last) = &last {
                in_order(sources, last, &name);
            }
            last = Some(name.clone());
            for (field, is_missing) in [("text", text.is_none()), ("actor", actor.is_none())] {
                if is_missing {
                    let found = format!("the remedy {} without {field}", quoted(&name.value));
                    sources.problem(name.pos, found, format!("`{field} = \"...\"`"));
                }
            }
            if let Some(text) = &text {
                check_prose(sources, text, "text");
            }
            let advice = Advice {
                actor: ACTOR.optional(sources, actor.as_ref()),
                text: text.map(|text| text.value).unwrap_or_default(),
            };
            remedies.insert(name.value, (name.pos, advice, false));
        }
        Self(remedies)
    }

    fn find(&mut self, sources: &mut Sources, name: &At<String>) -> Advice {
        if let Some((_, advice, is_used)) = self.0.get_mut(&name.value) {
            *is_used = true;
            return advice.clone();
        }
        let found = format!("the remedy {}", quoted(&name.value));
        let names = self.0.keys().map(String::as_str);
        let suggestion = nearest(&name.value, names);
        sources
            .problem(name.pos, found, "one of the table of remedies")
            .suggestion = suggestion;
        Advice::default()
    }

    fn check_use(&self, sources: &mut Sources) {
        for (name, (pos, _, is_used)) in &self.0 {
            if !is_used {
                let found = format!("the remedy {}, which no code names", quoted(name));
                sources.problem(*pos, found, "one that a code names");
            }
        }
    }
}

/// A code names a remedy, or has a hint of its own.
fn check_advice(sources: &mut Sources, remedies: &mut Remedies, fields: &Fields) -> Advice {
    let own_actor = fields.actor.as_ref();
    match (&fields.remedy, &fields.hint) {
        (Some(remedy), None) => {
            if let Some(actor) = own_actor {
                let expected = "none: the remedy has one";
                sources.problem(actor.pos, "an actor beside a remedy", expected);
            }
            remedies.find(sources, remedy)
        }
        (Some(remedy), Some(_)) => {
            let found = "a remedy beside a hint";
            sources.problem(remedy.pos, found, "one of the two");
            Advice::default()
        }
        (None, Some(hint)) => {
            check_prose(sources, hint, "hint");
            if let Some(description) = fields
                .description
                .as_ref()
                .filter(|description| says_no_more(&hint.value, &description.value))
            {
                let found = format!("a hint that only repeats {}", quoted(&description.value));
                sources.problem(hint.pos, found, "what to do about it, or no hint");
            }
            Advice {
                text: hint.value.clone(),
                actor: ACTOR.optional(sources, own_actor),
            }
        }
        (None, None) => {
            if let Some(actor) = own_actor {
                let expected = "one beside the hint that says what to do";
                sources.problem(actor.pos, "an actor without a hint", expected);
            }
            Advice::default()
        }
    }
}

/// Whether all words of a hint are in the description already.
fn says_no_more(hint: &str, description: &str) -> bool {
    let words = |text: &str| -> BTreeSet<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    !hint.trim().is_empty() && words(hint).is_subset(&words(description))
}

fn check_prose(sources: &mut Sources, prose: &At<String>, what: &str) {
    let text = &prose.value;
    if text.trim().is_empty() {
        sources.problem(prose.pos, format!("an empty {what}"), "a sentence");
    } else if let Some(c) = text.chars().find(|c| c.is_control()) {
        let found = format!(
            "the control character {} in the {what}",
            quoted(&c.to_string())
        );
        sources.problem(prose.pos, found, "one line of text");
    } else if text.trim() != text {
        let found = format!("a {what} with space around it");
        sources.problem(prose.pos, found, "none");
    } else if text.matches('`').count() % 2 != 0 {
        let found = format!("a {what} with an odd number of backticks");
        sources.problem(prose.pos, found, "each `name` between two of them");
    } else if text.len() > LONGEST_PROSE {
        let found = format!("a {what} of {} bytes", text.len());
        sources.problem(prose.pos, found, format!("at most {LONGEST_PROSE}"));
    }
}

/// The longer endings first.
fn check_endings(sources: &mut Sources, endings: Vec<Ending>) -> Vec<(String, Option<Category>)> {
    let mut checked: Vec<_> = endings
        .into_iter()
        .map(|ending| {
            if ending.ending.value.is_empty() {
                let found = "an ending without a letter";
                sources.problem(ending.ending.pos, found, "the last word or words of a code");
            }
            let category = match ending.category.value.as_str() {
                "family" => None,
                _ => CATEGORY.optional(sources, Some(&ending.category)),
            };
            (ending.ending.value, category)
        })
        .collect();
    checked.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    checked
}

/// The words of a classification, and its name in the tables.
struct Words<T: 'static> {
    name: &'static str,
    all: &'static [T],
    word: fn(T) -> &'static str,
}

const CATEGORY: Words<Category> = Words {
    name: "category",
    all: Category::ALL,
    word: Category::as_str,
};
const RETRY: Words<Retry> = Words {
    name: "retry",
    all: Retry::ALL,
    word: Retry::as_str,
};

const ACTOR: Words<Actor> = Words {
    name: "actor",
    all: Actor::ALL,
    word: Actor::as_str,
};
const WINDOW: Words<Window> = Words {
    name: "window",
    all: Window::ALL,
    word: Window::as_str,
};

impl<T: Copy> Words<T> {
    fn expected(&self) -> String {
        let words: Vec<_> = self.all.iter().map(|value| (self.word)(*value)).collect();
        format!("one of {}", words.join(", "))
    }

    fn required(
        &self,
        sources: &mut Sources,
        family: &At<String>,
        field: Option<&At<String>>,
    ) -> Option<T> {
        if field.is_none() {
            let found = format!(
                "the family {} without a {}",
                quoted(&family.value),
                self.name
            );
            sources.problem(family.pos, found, self.expected());
        }
        self.optional(sources, field)
    }

    fn optional(&self, sources: &mut Sources, field: Option<&At<String>>) -> Option<T> {
        let field = field?;
        let mut values = self.all.iter().copied();
        let value = values.find(|value| (self.word)(*value) == field.value);
        if value.is_none() {
            let found = format!("the {} {}", self.name, quoted(&field.value));
            let words = self.all.iter().map(|value| (self.word)(*value));
            sources
                .problem(field.pos, found, self.expected())
                .suggestion = nearest(&field.value, words);
        }
        value
    }
}

fn repeats(sources: &mut Sources, field: Option<&At<String>>, is_repeated: bool) {
    if let Some(field) = field.filter(|_| is_repeated) {
        let found = format!("{}, which the code inherits", quoted(&field.value));
        sources.problem(field.pos, found, "only what differs from the family");
    }
}

fn in_order(sources: &mut Sources, last: &At<String>, next: &At<String>) {
    if next.value < last.value && next.pos.is_in_file_of(last.pos) {
        let found = format!("{} after {}", quoted(&next.value), quoted(&last.value));
        sources.problem(next.pos, found, "the order of the text");
    }
}

fn again(sources: &mut Sources, name: &At<String>, first: Pos) {
    let found = format!("{} a second time", quoted(&name.value));
    let expected = format!("it once (first in {})", sources.place(first));
    sources.problem(name.pos, found, expected);
}

/// Keeps the codes that are listed.
fn check_membership(
    sources: &mut Sources,
    membership: Membership,
    codes: &mut Vec<Code>,
    families: &[FamilyClass],
) -> (Vec<String>, Vec<Product>) {
    let Membership::Listed {
        common,
        mut products,
        all,
    } = membership
    else {
        return (Vec::new(), Vec::new());
    };
    products.sort_by(|a, b| a.name.cmp(&b.name));
    let mut listed = BTreeSet::new();
    for list in common.iter().chain(&products) {
        let mut last: Option<&At<String>> = None;
        for code in &list.codes {
            match last {
                Some(last) if last.value == code.value => again(sources, code, last.pos),
                Some(last) => in_order(sources, last, code),
                None => {}
            }
            last = Some(code);
            if codes
                .binary_search_by(|known| known.text.cmp(&code.value))
                .is_err()
            {
                let found = format!("{}, which no table describes", quoted(&code.value));
                let suggestion = nearest(&code.value, codes.iter().map(|code| code.text.as_str()));
                sources
                    .problem(code.pos, found, "a code of the tables")
                    .suggestion = suggestion;
            }
            listed.insert(code.value.as_str());
        }
    }
    for product in &products {
        for (field, is_missing) in [
            ("title", product.title.is_empty()),
            ("versions", product.versions.is_empty()),
        ] {
            if is_missing {
                let found = format!("the product {} without {field}", quoted(&product.name));
                sources.problem(product.start, found, format!("`{field} = ...`"));
            }
        }
    }
    for code in codes.iter() {
        if all
            && !listed.contains(code.text.as_str())
            && !is_of_no_product(code)
            && code.retired.is_none()
        {
            let found = format!("{}, which no product lists", quoted(&code.text));
            sources.problem(code.pos, found, "a code of a product, or a common one");
        }
    }
    for product in &products {
        check_actions(sources, product);
    }
    codes.retain(|code| {
        listed.contains(code.text.as_str())
            || is_of_no_product(code)
            || (all && code.retired.is_some())
            || is_stricter_than_its_family(code, families)
    });
    let common = common
        .into_iter()
        .flat_map(|list| list.codes)
        .map(|code| code.value);
    (common.collect(), products)
}

/// Whether no product is documented to answer with the code: an SDK makes it up, or somebody met it. It
/// is compiled in whatever the features. One that is retired with its product comes with all products.
fn is_of_no_product(code: &Code) -> bool {
    code.observed.is_some() || !code.sdks.is_empty()
}

/// Whether a write would be sent again if only the family of the code were known, and must not be: such
/// a code is compiled in whatever the features. It takes an exception in a family of throttling.
fn is_stricter_than_its_family(code: &Code, families: &[FamilyClass]) -> bool {
    let may_repeat = |category, retry, basis| {
        let mut class = Class::new(category, retry);
        class.basis = basis;
        class.allows(Idempotency::NotIdempotent)
    };
    let name = code.text.split('.').next().unwrap_or_default();
    let family = families
        .binary_search_by(|family| family.name.as_str().cmp(name))
        .ok()
        .map(|index| &families[index]);
    family.is_some_and(|family| may_repeat(family.category, family.retry, Basis::Family))
        && !may_repeat(code.category, code.retry, Basis::Exact)
}

fn check_actions(sources: &mut Sources, product: &Product) {
    let mut last: Option<&At<String>> = None;
    for action in &product.actions {
        let Action { name, access, .. } = action;
        if let Some(last) = last {
            in_order(sources, last, name);
        }
        last = Some(name);
        if !is_word(&name.value) {
            let found = format!("the action {}", quoted(&name.value));
            sources.problem(name.pos, found, "a word of letters, digits and underscores");
        }
        match access {
            None => {
                let found = format!("the action {} without access", quoted(&name.value));
                sources.problem(
                    name.pos,
                    found,
                    "`access = \"read\"` or `access = \"write\"`",
                );
            }
            Some(access) if !["read", "write"].contains(&access.value.as_str()) => {
                let found = format!("the access {}", quoted(&access.value));
                sources.problem(access.pos, found, "`read` or `write`");
            }
            Some(_) => {}
        }
        check_retired(sources, action.retired.as_ref(), "action");
        for flag in [&action.client_token, &action.dry_run]
            .into_iter()
            .flatten()
        {
            if !flag.value {
                sources.problem(
                    flag.pos,
                    "`false`, which is the default",
                    "nothing, or `true`",
                );
            }
        }
        let mut last: Option<&At<String>> = None;
        for code in &action.codes {
            match last {
                Some(last) if last.value == code.value => again(sources, code, last.pos),
                Some(last) => in_order(sources, last, code),
                None => {}
            }
            last = Some(code);
            let listed = product
                .codes
                .binary_search_by(|known| known.value.cmp(&code.value));
            if listed.is_err() {
                let found = format!("{}, which the product does not list", quoted(&code.value));
                let codes = product.codes.iter().map(|code| code.value.as_str());
                let suggestion = nearest(&code.value, codes);
                sources
                    .problem(code.pos, found, "a code of the product")
                    .suggestion = suggestion;
            }
        }
    }
}

fn check_variants(sources: &mut Sources, codes: &[Code]) {
    let mut variants: BTreeMap<&str, &Code> = BTreeMap::new();
    for code in codes {
        let Some(first) = variants.insert(&code.variant, code) else {
            continue;
        };
        let found = format!(
            "{} with the variant {}, as {} in {}",
            quoted(&code.text),
            quoted(&code.variant),
            quoted(&first.text),
            sources.place(first.pos),
        );
        sources.problem(
            code.pos,
            found,
            "a variant of its own (`variant = \"...\"`)",
        );
    }
}

fn is_word(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}
