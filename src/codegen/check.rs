//! All rules for the tables: what comes out of here can be written down as Rust.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::columns::{self, Cell, Column};
use super::error::{nearest, quoted};
use super::head::Separator;
use super::ident;
use super::languages::{self, Text, Texts};
use super::read::{Action, Ending, Extra, Family, Fields, Product, Remedy, is_month};
use super::source::{At, Pos, Sources};
use crate::actor::Actor;
use crate::category::Category;
use crate::class::{Basis, Class};
use crate::escape::Escaped;
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
    /// Each code has its texts in these languages, in this order.
    pub(super) languages: Vec<Texts>,
    /// The columns that the catalog has beside ours.
    pub(super) columns: Vec<Column>,
    /// The titles of the products in each of these languages.
    pub(super) titles: Vec<Vec<String>>,
    pub(super) separator: Separator,
}

impl Catalog {
    /// How much of a code is its family. Where nothing parts the two, it is the longest family.
    pub(super) fn family_len(&self, code: &str) -> usize {
        if let Some(separator) = self.separator.0 {
            return code.find(separator).unwrap_or(code.len());
        }
        let is_family = |prefix: &&str| {
            let families = &self.families;
            let found = families.binary_search_by(|family| family.name.as_str().cmp(prefix));
            found.is_ok_and(|index| !families[index].is_code)
        };
        let family = self.separator.prefixes(code).find(is_family);
        family.unwrap_or(code).len()
    }
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
    /// The remedy that has the hint.
    pub(super) remedy: Option<At<String>>,
    /// Whether nobody has read what it means.
    pub(super) is_unread: bool,
    /// Its texts in each of the languages of the catalog.
    pub(super) texts: Vec<Text>,
    /// What it has in each of the columns.
    pub(super) cells: Vec<Option<Cell>>,
    pub(super) pos: Pos,
}

/// What an unknown code takes from its family.
pub(super) struct FamilyClass {
    pub(super) name: String,
    pub(super) category: Category,
    pub(super) retry: Retry,
    pub(super) window: Option<Window>,
    is_code: bool,
    pos: Pos,
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
    mut families: Vec<Family>,
    remedies: Vec<Remedy>,
    endings: Vec<Ending>,
    languages: Vec<Texts>,
    membership: Membership,
) -> Catalog {
    let mut remedies = Remedies::new(sources, remedies);
    let mut codes = Vec::new();
    let mut classes = Vec::new();
    let mut last_family: Option<At<String>> = None;
    columns::replace_categories(sources, &mut families);
    let columns = columns::all(sources);
    let mut cells = columns::check(sources, &families, &columns);
    for family in &mut families {
        mark(&mut family.fields, &columns);
        for (_, fields) in &mut family.members {
            mark(fields, &columns);
        }
    }
    let inherited = inherit(sources, &families);
    for (family, inherited) in families.into_iter().zip(inherited) {
        if let Some(last) = &last_family {
            in_order(sources, last, &family.name);
        }
        last_family = Some(family.name.clone());
        check_family(
            sources,
            &mut remedies,
            family,
            inherited,
            &mut codes,
            &mut classes,
        );
    }
    remedies.check_use(sources);
    codes.sort_by(|a: &Code, b| (&a.text, a.pos).cmp(&(&b.text, b.pos)));
    classes.sort_by(|a: &FamilyClass, b| (&a.name, a.pos).cmp(&(&b.name, b.pos)));
    for code in &mut codes {
        code.cells = cells.remove(&code.text).unwrap_or_default();
    }
    check_texts(sources, &codes, &classes);
    languages::check(sources, &mut codes, &languages);
    let all = matches!(&membership, Membership::Listed { all: true, .. });
    let (common, products) = check_membership(sources, membership, &mut codes, &classes);
    let own = languages.iter().filter_map(|texts| texts.own.as_ref());
    let titles = own.map(|own| own.titles(sources, &products, all)).collect();
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
        languages,
        titles,
        columns,
        separator: sources.head.separator(),
    }
}

/// A row with a field that nothing declares is not missed what that field may be: it is a slip.
fn mark(fields: &mut Fields, columns: &[Column]) {
    let is_unknown = |extra: &Extra| {
        let mut names = columns.iter().map(|column| &column.name);
        names.all(|name| *name != extra.key.value)
    };
    fields.is_broken |= fields.extra.iter().any(is_unknown);
}

/// What each family gives its members: its own class or, where it says nothing, that of the longest
/// family that its text begins with.
fn inherit(sources: &mut Sources, families: &[Family]) -> Vec<Inherited> {
    let separator = sources.head.separator();
    let mut order: Vec<usize> = (0..families.len()).collect();
    order.sort_by_key(|index| families[*index].name.value.len());
    let mut known: HashMap<&str, Inherited> = HashMap::with_capacity(families.len());
    let mut inherited = vec![Inherited::UNKNOWN; families.len()];
    let names: BTreeSet<&str> = families
        .iter()
        .map(|family| family.name.value.as_str())
        .collect();
    for index in order {
        let Family { name, fields, .. } = &families[index];
        let parent = separator
            .prefixes(&name.value)
            .find_map(|prefix| known.get(prefix).copied());
        // A family that it may have the class of may be in a file that could not be read.
        let may_inherit = separator.prefixes(&name.value).next().is_some();
        if parent.is_none() && !(fields.is_broken || sources.is_broken && may_inherit) {
            let is_family = |text: &str| names.contains(text);
            check_missing(sources, name, fields, is_family);
        }
        inherited[index] = parent.unwrap_or(Inherited::UNKNOWN).with(sources, fields);
        let is_code = fields.is_code.as_ref().is_none_or(|is_code| is_code.value);
        // Without a separator, `4` is not the family of `40001` unless it is a family only.
        if separator.0.is_some() || !is_code {
            known.insert(&name.value, inherited[index]);
        }
    }
    inherited
}

/// Reports what of its class a row neither says nor inherits.
fn check_missing(
    sources: &mut Sources,
    name: &At<String>,
    fields: &Fields,
    is_family: impl Fn(&str) -> bool,
) {
    let text = name.value.as_str();
    let is_code = fields.is_code.as_ref().is_none_or(|is_code| is_code.value);
    let what = if is_code { "code" } else { "family" };
    let (missing, expected) = match (&fields.category, &fields.retry) {
        (Some(_), Some(_)) => return,
        (None, Some(_)) => ("category", CATEGORY.expected(sources)),
        (Some(_), None) => ("retry class", RETRY.expected(sources)),
        (None, None) => (
            "category and retry class",
            format!(
                "`category`, {}; and `retry`, {}",
                CATEGORY.expected(sources),
                RETRY.expected(sources)
            ),
        ),
    };
    let separator = sources.head.separator();
    let family = separator.prefixes(text).last();
    let other = text
        .char_indices()
        .find(|(at, c)| c.is_ascii_punctuation() && is_family(&text[..*at]));
    let inherited = if let Some((at, c)) = other {
        let (separator, family) = (format!("separator = \"{c}\""), &text[..at]);
        format!(
            "; or {} at the top, to inherit from {}",
            quoted(&separator),
            quoted(&format!("[{family}]"))
        )
    } else if let Some(family) = family.filter(|_| separator.0.is_some()) {
        format!(
            "; or a table {} to inherit from",
            quoted(&format!("[{family}]"))
        )
    } else {
        String::new()
    };
    let found = format!("the {what} {} without a {missing}", quoted(text));
    sources.problem(name.pos, found, expected + &inherited);
}

/// The retry classes that go with a category; `docs/classification.md` says why.
const fn usual(category: Category) -> &'static [Retry] {
    use Retry::{Backoff, IfIdempotent, Never, Refresh, WhenReady};
    match category {
        Category::Authentication => &[Never, Refresh],
        Category::Conflict => &[Never, WhenReady, Backoff],
        Category::Throttling => &[Backoff, WhenReady],
        Category::Capacity | Category::NotFound | Category::Quota => &[WhenReady, Never],
        Category::Unavailable => &[WhenReady, Backoff, IfIdempotent, Never],
        Category::Internal => &[IfIdempotent, Never],
        Category::Failed => &[IfIdempotent],
        Category::Authorization
        | Category::Validation
        | Category::Billing
        | Category::Unsupported
        | Category::DryRun => &[Never],
    }
}

fn check_family(
    sources: &mut Sources,
    remedies: &mut Remedies,
    family: Family,
    inherited: Inherited,
    codes: &mut Vec<Code>,
    classes: &mut Vec<FamilyClass>,
) {
    let Family {
        name,
        fields,
        members,
    } = family;
    let is_code = fields.is_code.as_ref().is_none_or(|code| code.value);
    if !is_code {
        check_text(sources, &name, &name.value, "family", false);
    }
    classes.push(FamilyClass {
        name: name.value.clone(),
        category: inherited.category(),
        retry: inherited.retry(),
        window: inherited.window,
        is_code,
        pos: name.pos,
    });
    if let Some(At { value: true, pos }) = fields.is_code {
        sources.style(
            pos,
            "`code = true`, which is the default",
            "nothing, or `code = false`",
        );
    }
    if is_code {
        let text = name.value.clone();
        let role = if members.is_empty() {
            Role::Code
        } else {
            Role::Family
        };
        codes.push(check_code(
            sources, remedies, &name, text, &fields, role, inherited,
        ));
    } else {
        let texts = [
            &fields.description,
            &fields.hint,
            &fields.remedy,
            &fields.actor,
            &fields.variant,
            &fields.retired,
            &fields.observed,
        ];
        for text in texts.into_iter().flatten() {
            sources.style(
                text.pos,
                "a text for a family that is no code",
                "only category, retry, window and codes beside `code = false`",
            );
        }
    }
    let separator = sources.head.separator();
    if is_code && separator.0.is_none() && !members.is_empty() {
        let found = format!(
            "codes below {}, which is a code itself",
            quoted(&name.value)
        );
        let expected = "`code = false` there: a code has members only where a separator parts them";
        sources.problem(name.pos, found, expected);
    }
    let mut last: Option<At<String>> = None;
    for (member, fields) in members {
        if let Some(last) = &last {
            in_order(sources, last, &member);
        }
        let text = separator.join(&name.value, &member.value);
        check_member(sources, separator, &name.value, &member, &text);
        last = Some(member.clone());
        codes.push(check_code(
            sources,
            remedies,
            &member,
            text,
            &fields,
            Role::Member,
            inherited,
        ));
    }
}

/// How a code stands in its table.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Role {
    /// On its own.
    Code,
    /// With codes below it.
    Family,
    /// Below its family.
    Member,
}

/// A member is written without its family.
fn check_member(
    sources: &mut Sources,
    separator: Separator,
    family: &str,
    member: &At<String>,
    text: &str,
) {
    let Some(separator) = separator.0 else {
        // Where nothing parts the two, a member may well begin as its family does.
        return;
    };
    let rest = member.value.strip_prefix(family);
    if let Some(rest) = rest.and_then(|rest| rest.strip_prefix(separator)) {
        let found = format!(
            "{} among the codes of {}, which makes {}",
            quoted(&member.value),
            quoted(family),
            quoted(text)
        );
        let expected = format!(
            "{}, or a table {} if that is the code",
            quoted(rest),
            quoted(&format!("[\"{text}\"]"))
        );
        sources.problem(member.pos, found, expected);
    }
}

/// What a member takes from its family; what is not known is reported, and the members are checked all
/// the same.
#[derive(Clone, Copy)]
struct Inherited {
    category: Option<Category>,
    retry: Option<Retry>,
    window: Option<Window>,
}

impl Inherited {
    const UNKNOWN: Self = Self {
        category: None,
        retry: None,
        window: None,
    };

    /// What a row has that says this itself. A window is that of a limit, so a row of another category
    /// does not inherit it.
    fn with(self, sources: &mut Sources, fields: &Fields) -> Self {
        let category = match &fields.category {
            None => self.category,
            field => CATEGORY.optional(sources, field.as_ref()),
        };
        let retry = match &fields.retry {
            None => self.retry,
            field => RETRY.optional(sources, field.as_ref()),
        };
        let window = match &fields.window {
            None => self.window.filter(|_| self.category == category),
            field => WINDOW.optional(sources, field.as_ref()),
        };
        let own = Self {
            category,
            retry,
            window,
        };
        own.check_pair(sources, fields);
        own
    }

    /// Whether the retry class goes with the category. One that is inherited was meant for another
    /// category.
    fn check_pair(self, sources: &mut Sources, fields: &Fields) {
        let (Some(category), Some(retry)) = (self.category, self.retry) else {
            return;
        };
        let usual = usual(category);
        if usual.contains(&retry) {
            return;
        }
        let words: Vec<_> = usual.iter().map(|retry| retry.as_str()).collect();
        let found = format!("`{category}` with the retry class `{retry}`");
        let expected = format!("`retry` beside it; usual is {}", words.join(", "));
        match (&fields.category, &fields.retry) {
            (Some(category), None) => {
                let found = format!("{found}, which is inherited");
                sources.problem(category.pos, found, expected);
            }
            (_, Some(retry)) => {
                let expected = format!("one that goes with it: {}", words.join(", "));
                sources.style(retry.pos, found, expected);
            }
            (None, None) => {}
        }
    }

    fn category(self) -> Category {
        self.category.unwrap_or(Category::Failed)
    }

    fn retry(self) -> Retry {
        self.retry.unwrap_or(Retry::Never)
    }
}

/// Whether the text can be looked up: any text that can be seen, and that has room in the tables.
fn check_text(
    sources: &mut Sources,
    place: &At<String>,
    text: &str,
    what: &str,
    is_member: bool,
) -> bool {
    let (found, expected) = if text.is_empty() {
        (format!("an empty {what}"), "its text".to_owned())
    } else if text.len() > MAX_LEN {
        let found = format!("a {what} of {} bytes", text.len());
        (found, format!("at most {MAX_LEN}"))
    } else if !text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
        && Escaped(text).to_string() != text
    {
        let found = format!("the {what} {}", quoted(text));
        (found, "no character that cannot be seen".to_owned())
    } else if text.trim() != text {
        let found = format!("the {what} {} with space around it", quoted(text));
        (found, "none".to_owned())
    } else if sources.is_strict && !is_in_style(text, is_member) {
        let found = format!("the {what} {}", quoted(text));
        let expected = if is_member {
            "words of letters, digits and underscores with a dot between them"
        } else {
            "a word of letters, digits and underscores"
        };
        (found, expected.to_owned())
    } else {
        return true;
    };
    sources.problem(place.pos, found, expected);
    false
}

/// Whether a code of our own is as all of them are.
fn is_in_style(text: &str, is_member: bool) -> bool {
    match text.split_once('.').filter(|_| is_member) {
        // A family and one trailing dot is a code that the servers really send.
        Some((family, "")) => is_word(family),
        Some((family, member)) => is_word(family) && member.split('.').all(is_word),
        None => is_word(text),
    }
}

/// No text is there twice, be it in one table or in several.
fn check_texts(sources: &mut Sources, codes: &[Code], families: &[FamilyClass]) {
    let codes = codes.iter().map(|code| (code.text.as_str(), code.pos));
    let families = families.iter().filter(|family| !family.is_code);
    let families = families.map(|family| (family.name.as_str(), family.pos));
    let mut texts: Vec<_> = codes.chain(families).collect();
    texts.sort_unstable();
    for pair in texts.windows(2) {
        let [(first, place), (second, pos)] = pair else {
            continue;
        };
        if first == second {
            let name = At {
                value: (*second).to_owned(),
                pos: *pos,
            };
            again(sources, &name, *place);
        }
    }
}

fn check_code(
    sources: &mut Sources,
    remedies: &mut Remedies,
    place: &At<String>,
    text: String,
    fields: &Fields,
    role: Role,
    inherited: Inherited,
) -> Code {
    let is_text = check_text(sources, place, &text, "code", role == Role::Member);
    let description = fields.description.as_ref();
    let description = description.map(|text| check_prose(sources, text, "description"));
    if description.is_none() && !fields.is_broken {
        let found = format!("{} without a description", quoted(&text));
        let expected = if role == Role::Family {
            "a description, in a sentence, or `code = false` if it is a family and no code"
        } else {
            "a description, in a sentence"
        };
        sources.problem(place.pos, found, expected);
    }
    let advice = check_advice(sources, remedies, fields);
    let class = if role == Role::Member {
        let class = inherited.with(sources, fields);
        repeats(
            sources,
            fields.category.as_ref(),
            inherited.category,
            class.category,
        );
        // What another category has with the family in common may be said, for it is not of the family.
        if class.category == inherited.category {
            repeats(sources, fields.retry.as_ref(), inherited.retry, class.retry);
            repeats(
                sources,
                fields.window.as_ref(),
                inherited.window,
                class.window,
            );
        }
        class
    } else {
        inherited
    };
    let variant = check_variant(sources, place, &text, fields, is_text);
    check_retired(sources, fields.retired.as_ref(), "code");
    if let Some(At { value: false, pos }) = fields.unread {
        sources.style(
            pos,
            "`unread = false`, which is the default",
            "nothing, or `unread = true`",
        );
    }
    let observed = check_origin(sources, fields);
    let value = |field: &Option<At<String>>| field.as_ref().map(|at| at.value.clone());
    Code {
        description: description.unwrap_or_default(),
        hint: advice.text,
        actor: advice.actor,
        window: class.window,
        category: class.category(),
        retry: class.retry(),
        variant,
        retired: value(&fields.retired),
        observed,
        sdks: fields.sdks.iter().map(|sdk| sdk.value.clone()).collect(),
        http_status: fields.http_status.as_ref().map(|status| status.value),
        remedy: fields.remedy.clone(),
        is_unread: fields.unread.as_ref().is_some_and(|unread| unread.value),
        texts: Vec::new(),
        cells: Vec::new(),
        pos: place.pos,
        text,
    }
}

/// Where a code comes from that is no answer of a product.
fn check_origin(sources: &mut Sources, fields: &Fields) -> Option<String> {
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
    let observed = fields.observed.as_ref();
    observed.map(|observed| check_prose(sources, observed, "place"))
}

/// The name of the variant: the one that is given, or the one that is made from the text.
fn check_variant(
    sources: &mut Sources,
    place: &At<String>,
    text: &str,
    fields: &Fields,
    is_text: bool,
) -> String {
    const EXPECTED: &str = "letters and digits, a capital first, not `Self` or `ALL`";
    let default = ident::variant(text, sources.head.number_prefix());
    match &fields.variant {
        // What is in the code that no name can have is reported with the code.
        None if is_text && !ident::is_variant(&default) => {
            let found = format!("{}, of which no name can be made", quoted(text));
            sources.problem(
                place.pos,
                found,
                format!("the name of its variant (`variant = \"...\"`): {EXPECTED}"),
            );
            default
        }
        None => default,
        Some(variant) if !ident::is_variant(&variant.value) => {
            let found = format!("the variant {}", quoted(&variant.value));
            sources.problem(variant.pos, found, EXPECTED);
            default
        }
        Some(variant) if variant.value == default => {
            let found = format!(
                "the variant {}, which the code has anyhow",
                quoted(&default)
            );
            sources.style(variant.pos, found, "another name, or nothing");
            default
        }
        Some(variant) => variant.value.clone(),
    }
}

/// An action has a version where the newest one of the product does not have it.
fn check_version(sources: &mut Sources, version: Option<&At<String>>, all: &[String]) {
    let Some(version) = version else { return };
    let older = all.split_last().map_or(all, |(_, older)| older);
    if !older.contains(&version.value) {
        let found = format!("the version {}", quoted(&version.value));
        let expected = "a version of the product, unless the newest has the action";
        sources.problem(version.pos, found, expected);
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
            let text = text.map(|text| check_prose(sources, &text, "text"));
            let advice = Advice {
                actor: ACTOR.optional(sources, actor.as_ref()),
                text: text.unwrap_or_default(),
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
                sources.style(*pos, found, "one that a code names");
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
            let text = check_prose(sources, hint, "hint");
            if let Some(description) = fields
                .description
                .as_ref()
                .filter(|description| says_no_more(&hint.value, &description.value))
            {
                let found = format!("a hint that only repeats {}", quoted(&description.value));
                sources.style(hint.pos, found, "what to do about it, or no hint");
            }
            Advice {
                text,
                actor: ACTOR.optional(sources, own_actor),
            }
        }
        (None, None) => {
            if let Some(actor) = own_actor {
                let expected = "one beside the hint that says what to do";
                sources.style(actor.pos, "an actor without a hint", expected);
            }
            Advice {
                text: String::new(),
                actor: ACTOR.optional(sources, own_actor),
            }
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

/// A text for people, on one line. Elsewhere than in our own tables, it may have been on several.
pub(super) fn check_prose(sources: &mut Sources, prose: &At<String>, what: &str) -> String {
    let (text, longest) = if sources.is_strict {
        (prose.value.clone(), LONGEST_PROSE)
    } else {
        let words: Vec<_> = prose.value.split_whitespace().collect();
        (words.join(" "), usize::from(u16::MAX))
    };
    let (found, expected) = if text.trim().is_empty() {
        (format!("an empty {what}"), "a sentence".to_owned())
    } else if let Some(c) = text.chars().find(|c| c.is_control()) {
        let c = quoted(&c.to_string());
        let found = format!("the control character {c} in the {what}");
        (found, "one line of text".to_owned())
    } else if text.trim() != text {
        let found = format!("a {what} with space around it");
        (found, "none".to_owned())
    } else if sources.is_strict && text.matches('`').count() % 2 != 0 {
        let found = format!("a {what} with an odd number of backticks");
        (found, "each `name` between two of them".to_owned())
    } else if text.len() > longest {
        let found = format!("a {what} of {} bytes", text.len());
        (found, format!("at most {longest}"))
    } else {
        return text;
    };
    sources.problem(prose.pos, found, expected);
    text
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
    name: "retry class",
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
    /// What may be written: our words, and the categories that the catalog has beside ours.
    fn words(&self, sources: &Sources) -> Vec<String> {
        let ours = self.all.iter().map(|value| (self.word)(*value).to_owned());
        let own = sources.head.categories.iter();
        let own = own.filter(|_| self.name == CATEGORY.name);
        ours.chain(own.map(|own| own.name.clone())).collect()
    }

    fn expected(&self, sources: &Sources) -> String {
        format!("one of {}", self.words(sources).join(", "))
    }

    fn optional(&self, sources: &mut Sources, field: Option<&At<String>>) -> Option<T> {
        let field = field?;
        let mut values = self.all.iter().copied();
        let value = values.find(|value| (self.word)(*value) == field.value);
        if value.is_none() {
            let found = format!("the {} {}", self.name, quoted(&field.value));
            let words = self.words(sources);
            let suggestion = nearest(&field.value, words.iter().map(String::as_str));
            let mut expected = self.expected(sources);
            if self.name == CATEGORY.name && suggestion.is_none() && !sources.is_strict {
                expected += ", or one of your own that `categories` at the top of a table declares";
            }
            sources.problem(field.pos, found, expected).suggestion = suggestion;
        }
        value
    }
}

fn repeats<T: Copy + PartialEq>(
    sources: &mut Sources,
    field: Option<&At<String>>,
    inherited: Option<T>,
    own: Option<T>,
) {
    let is_repeated = own.is_some() && inherited == own;
    if let Some(field) = field.filter(|_| is_repeated) {
        let found = format!("{}, which the code inherits", quoted(&field.value));
        sources.style(field.pos, found, "only what differs from the family");
    }
}

fn in_order(sources: &mut Sources, last: &At<String>, next: &At<String>) {
    if next.value < last.value && next.pos.is_in_file_of(last.pos) {
        let found = format!("{} after {}", quoted(&next.value), quoted(&last.value));
        sources.style(next.pos, found, "the order of the text");
    }
}

pub(super) fn again(sources: &mut Sources, name: &At<String>, first: Pos) {
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
            // A code that is missing may be in a file that could not be read.
            let is_known = codes
                .binary_search_by(|known| known.text.cmp(&code.value))
                .is_ok();
            if !is_known && !sources.is_broken {
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
        check_version(sources, action.version.as_ref(), &product.versions);
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
        // That a text is there twice, and that it has no name, is reported as such.
        if first.text == code.text || code.variant.is_empty() {
            continue;
        }
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
