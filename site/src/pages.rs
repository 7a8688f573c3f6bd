//! The pages. Everything is escaped by `html!`, whatever a catalog has in its texts.

use maud::{DOCTYPE, Markup, html};
use tencentcloud_error_codes::{Action, Actor, Category, Product, Retry};

use crate::catalog::{Catalog, Code, ProductFacts};
use crate::language::{Language, Pages as _};
use crate::similar::Similar;
use crate::texts::{Texts, codes as count, grouped, texts};

pub(crate) struct Site<'a> {
    pub(crate) catalog: &'a Catalog,
    pub(crate) languages: &'a [Language],
    pub(crate) title: Option<&'a str>,
    pub(crate) base: Option<&'a str>,
    pub(crate) similar: Similar,
    pub(crate) has_extract: bool,
}

pub(crate) struct Page {
    /// Where it is, from the root of the site.
    pub(crate) path: String,
    pub(crate) html: Markup,
}

/// What the frame of a page needs to know.
struct Frame<'a> {
    language: Language,
    /// Where the page is, from the folder of its language.
    path: &'a str,
    /// Without the name of the site; empty for the start page.
    title: &'a str,
    /// For the lists of search engines.
    summary: &'a str,
}

/// Only what comes with the pages is loaded, from wherever they are. Browsers that take a file for a
/// host of its own want `file:` in words.
const POLICY: &str = "default-src 'none'; script-src 'self' file: 'wasm-unsafe-eval'; \
                      style-src 'self' file:; img-src 'self' file:; form-action 'self' file:; \
                      base-uri 'none'";

impl Site<'_> {
    /// Every page in a language.
    pub(crate) fn pages(&self, language: Language) -> impl Iterator<Item = Page> {
        let catalog = self.catalog;
        let groups = catalog.groups().into_iter();
        let codes = groups.flat_map(move |group| {
            let pages: Vec<_> = group
                .iter()
                .map(|number| self.code(language, *number, &group))
                .collect();
            pages
        });
        let products = catalog.products.iter();
        let products = products.map(move |(name, facts)| self.product(language, name, facts));
        let families = catalog.families().into_iter();
        let families = families.map(move |(name, codes)| self.family(language, name, &codes));
        [self.start(language), self.common(language)]
            .into_iter()
            .chain(products)
            .chain(families)
            .chain(codes)
    }

    fn page(&self, frame: &Frame<'_>, body: &Markup) -> Page {
        let Frame { language, path, .. } = *frame;
        let texts = texts(language);
        let path_in = |language: Language| format!("{}{path}", language.folder());
        let own_path = path_in(language);
        let root = "../".repeat(own_path.matches('/').count());
        let is_start = frame.title.is_empty();
        let name = self.title.unwrap_or(texts.title);
        // Search engines want addresses in full, if they are known.
        let address = |language: Language| match self.base {
            Some(base) => format!("{base}/{}", path_in(language)),
            None => format!("{root}{}", path_in(language)),
        };
        let home = format!("{root}{}index.html", language.folder());
        let html = html! {
            (DOCTYPE)
            html lang=(language.code()) {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(POLICY);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="description" content=(frame.summary.replace('`', ""));
                    title {
                        @if !is_start { (frame.title) " · " }
                        (name)
                    }
                    link rel="icon" href={ (root) "icon.svg" } type="image/svg+xml";
                    link rel="stylesheet" href={ (root) "site.css" };
                    @if self.base.is_some() {
                        link rel="canonical" href=(address(language));
                    }
                    @if self.languages.len() > 1 {
                        @for other in self.languages {
                            link rel="alternate" hreflang=(other.code()) href=(address(*other));
                        }
                        link rel="alternate" hreflang="x-default" href=(address(Language::En));
                    }
                    @if is_start {
                        script src={ (root) "search.js" } defer {}
                        script src={ (root) "site.js" } defer data-extract[self.has_extract] {}
                        script src={ (root) "data/codes.js" } defer {}
                    }
                }
                body {
                    a.skip href="#content" { (texts.skip) }
                    header {
                        @if !is_start {
                            a.name href=(home) { (name) }
                            form action=(home) role="search" {
                                input type="search" name="q" aria-label=(texts.search) placeholder=(texts.home) autocomplete="off" spellcheck="false";
                            }
                        }
                        @if self.languages.len() > 1 {
                            nav.languages aria-label={ @for other in self.languages { (other.name()) " " } } {
                                @for other in self.languages.iter().filter(|other| **other != language) {
                                    a lang=(other.code()) hreflang=(other.code()) href={ (root) (path_in(*other)) } { (other.name()) }
                                }
                            }
                        }
                    }
                    main #content { (body) }
                    footer {
                        p {
                            (texts.files)
                            a href={ (root) "codes.json" } { "codes.json" }
                            @if self.catalog.is_own {
                                " · " a href={ (root) "codes.ndjson" } { "codes.ndjson" }
                                " · " a href={ (root) "codes.csv" } { "codes.csv" }
                                " · " a href={ (root) "codes.schema.json" } { "codes.schema.json" }
                            }
                        }
                        p {
                            (fill(texts.data_of, &self.catalog.data_month))
                            @if self.catalog.is_own { (texts.unofficial) }
                        }
                    }
                }
            }
        };
        Page {
            path: own_path,
            html,
        }
    }

    fn start(&self, language: Language) -> Page {
        let texts = texts(language);
        let catalog = self.catalog;
        let body = html! {
            h1 { (self.title.unwrap_or(texts.title)) }
            @if catalog.is_own { p.lead { (texts.lead) } }
            form #search role="search" hidden
                data-found=(texts.found) data-nothing=(texts.nothing) data-in-text=(texts.in_text)
                data-unknown=(texts.unknown_code) {
                label.unseen for="q" { (texts.search) }
                textarea #q name="q" rows="1" placeholder=(texts.placeholder) aria-describedby="keys"
                    autocomplete="off" autocapitalize="none" spellcheck="false" {}
                p #keys { (texts.keys) }
                fieldset.filters {
                    legend.unseen { (texts.filters) }
                    (choice("product", texts.product, texts.any_product,
                        catalog.products.iter().map(|(name, facts)| (&**name, product_label(name, facts, language)))))
                    (choice("category", texts.category, texts.any_category,
                        Category::ALL.iter().map(|one| (one.as_str(), one.name_in(language).to_owned()))))
                    (choice("retry", texts.retry, texts.any_retry,
                        Retry::ALL.iter().map(|one| (one.as_str(), one.name_in(language).to_owned()))))
                    (choice("actor", texts.who, texts.any_actor,
                        Actor::ALL.iter().map(|one| (one.as_str(), one.name_in(language).to_owned()))))
                    button #clear type="button" { (texts.clear) }
                }
            }
            noscript { p.note { (texts.no_script) } }
            section #answer aria-label=(texts.results) hidden {
                p.status { span #status role="status" {} " " span #loading hidden { (texts.loading) } }
                div #pasted {}
                ol #results {}
            }
            div #browse {
                p.all hidden { a href="#all" { (texts.show_all) " (" (grouped(catalog.codes.len())) ")" } }
                @if !catalog.products.is_empty() {
                    h2 { (texts.products) }
                    ul.columns {
                        @if catalog.codes.iter().any(|code| code.common) {
                            li { a href="common.html" { (texts.common) } }
                        }
                        @for (name, facts) in &catalog.products {
                            li { a href={ "product/" (name) ".html" } { b { (name) } }
                                @if let Some(product) = facts.known { " " span { (product.title_in(language)) } } }
                        }
                    }
                }
                h2 { (texts.families) }
                ul.columns {
                    @for (name, codes) in catalog.families() {
                        li { a href={ "family/" (name) ".html" } { b { (name) } } " " span { (grouped(codes.len())) } }
                    }
                }
            }
        };
        let frame = Frame {
            language,
            path: "index.html",
            title: "",
            summary: texts.lead,
        };
        self.page(&frame, &body)
    }

    fn common(&self, language: Language) -> Page {
        let texts = texts(language);
        let codes = self.catalog.codes.iter().enumerate();
        let codes: Vec<_> = codes
            .filter(|(_, code)| code.common)
            .map(|(n, _)| n)
            .collect();
        let body = html! {
            h1 { (texts.common) }
            p.lead { (texts.common_lead) }
            p.links { (count(codes.len(), language)) }
            (self.list(language, &codes, ""))
        };
        let frame = Frame {
            language,
            path: "common.html",
            title: texts.common,
            summary: texts.common_lead,
        };
        self.page(&frame, &body)
    }

    fn product(&self, language: Language, name: &str, facts: &ProductFacts) -> Page {
        let texts = texts(language);
        let title = product_label(name, facts, language);
        let body = html! {
            p.over { (texts.product) }
            h1 { (title) }
            p.lead { (texts.product_lead) }
            p.links {
                (count(facts.codes.len(), language)) " · "
                @if let Some(address) = facts.known.and_then(Product::documentation) {
                    a href=(address) rel="external" { (texts.documentation) } " · "
                }
                a href="../common.html" { (texts.common) }
                @if let Some(product) = facts.known {
                    " · " (texts.versions)
                    @for version in product.versions() { " " (version) }
                }
            }
            (self.list(language, &facts.codes, "../"))
        };
        let frame = Frame {
            language,
            path: &format!("product/{name}.html"),
            title: &title,
            summary: texts.product_lead,
        };
        self.page(&frame, &body)
    }

    fn family(&self, language: Language, name: &str, codes: &[usize]) -> Page {
        let texts = texts(language);
        let body = html! {
            p.over { (texts.family) }
            h1 { (name) }
            p.lead { (texts.family_lead) }
            p.links { (count(codes.len(), language)) }
            (self.list(language, codes, "../"))
        };
        let frame = Frame {
            language,
            path: &format!("family/{name}.html"),
            title: name,
            summary: texts.family_lead,
        };
        self.page(&frame, &body)
    }

    /// Codes with an anchor for each.
    fn list(&self, language: Language, codes: &[usize], root: &str) -> Markup {
        html! {
            dl.codes {
                @for code in codes.iter().map(|number| &self.catalog.codes[*number]) {
                    div #(code.code) {
                        dt { a href={ (root) "code/" (code.code) ".html" } { (code.code) } }
                        dd {
                            (prose(code.description_in(language))) " "
                            @if let Some(hint) = code.hint_in(language) { span.hint { (prose(hint)) } }
                            (classes(code, language))
                        }
                    }
                }
            }
        }
    }

    /// The page of a code, which it shares with those that differ in case only.
    fn code(&self, language: Language, number: usize, group: &[usize]) -> Page {
        let codes = &self.catalog.codes;
        let body = html! {
            @for number in group { (self.facts(language, *number, group.len() > 1)) }
        };
        // The whole group has one page, whatever it is called.
        let first = &codes[group[0]];
        let frame = Frame {
            language,
            path: &format!("code/{}.html", first.code),
            title: &first.code,
            summary: first.description_in(language),
        };
        let path = format!("{}code/{}.html", language.folder(), codes[number].code);
        Page {
            path,
            ..self.page(&frame, &body)
        }
    }

    fn facts(&self, language: Language, number: usize, has_twins: bool) -> Markup {
        let texts = texts(language);
        let code = &self.catalog.codes[number];
        let (category, retry) = (code.category, code.retry);
        let id = has_twins.then_some(&*code.code);
        html! {
            article.code id=[id] {
                p.over { a href={ "../family/" (code.family) ".html#" (code.code) } { (code.family) } }
                h1 { (broken(&code.code)) }
                p.lead { (prose(code.description_in(language))) }
                dl.facts {
                    @if let Some(hint) = code.hint_in(language) {
                        div.todo { dt { (texts.to_do) } dd { (prose(hint)) } }
                    }
                    @if let Some(actor) = code.actor {
                        div { dt { (texts.who) } dd { b { (actor.name_in(language)) } " " span { (prose(actor.description_in(language))) } } }
                    }
                    div { dt { (texts.category) } dd { b { (category.name_in(language)) } " " span { (prose(category.description_in(language))) } } }
                    div { dt { (texts.retry) } dd { b class={ "retry " (retry.as_str()) } { (retry.name_in(language)) } " " span { (prose(retry.advice_in(language))) } } }
                    @if let Some(window) = code.window {
                        @let [before, after] = texts.window_is;
                        div { dt { (texts.window) } dd { (before) (window.name_in(language)) (after) } }
                    }
                    div { dt { (texts.status) } dd { (code.http_status) } }
                }
                (self.products(language, code))
                (actions(language, code))
                (self.similar(language, number))
                (self.in_rust(texts, code))
            }
        }
    }

    fn products(&self, language: Language, code: &Code) -> Markup {
        let texts = texts(language);
        html! {
            @if self.catalog.is_own || !code.products.is_empty() || code.common {
                h2 { (texts.products) }
                @if code.common {
                    p { a href="../common.html" { (texts.every_product) } }
                } @else if code.is_client() {
                    p { (texts.client) }
                } @else if code.products.is_empty() {
                    p { (texts.no_product) }
                } @else {
                    ul.products {
                        @for name in &code.products {
                            @let facts = &self.catalog.products[name];
                            li {
                                a href={ "../product/" (name) ".html#" (code.code) } { (name) }
                                @if let (Some(product), true) = (facts.known, code.products.len() <= 12) {
                                    " " span { (product.title_in(language)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn similar(&self, language: Language, number: usize) -> Markup {
        let similar = self.similar.to(number);
        html! {
            @if !similar.is_empty() {
                h2 { (texts(language).similar) }
                ul.similar {
                    @for code in similar.iter().map(|number| &self.catalog.codes[*number]) {
                        li { a href={ (code.code) ".html" } { (code.code) } " " span { (prose(code.description_in(language))) } }
                    }
                }
            }
        }
    }

    fn in_rust(&self, texts: &Texts, code: &Code) -> Markup {
        let Some(known) = &code.known else {
            return html! {};
        };
        let features: Vec<_> = code
            .products
            .iter()
            .filter(|name| self.catalog.products[*name].has_feature)
            .collect();
        html! {
            h2 { (texts.rust) }
            pre tabindex="0" { code { "Some(ErrorCode::" (known.variant) ") => …" } }
            p.small {
                @if code.common || code.is_client() {
                    (texts.no_feature)
                } @else {
                    @let (before, after) = texts.feature.split_once("{}").unwrap_or_default();
                    (before)
                    @for name in features.iter().take(4) { code { (name) } " / " }
                    code { "all-products" }
                    (after)
                }
            }
        }
    }
}

/// A choice of a filter.
fn choice<'a>(
    name: &str,
    label: &str,
    any: &str,
    options: impl Iterator<Item = (&'a str, String)>,
) -> Markup {
    html! {
        select id=(name) name=(name) aria-label=(label) {
            option value="" { (any) }
            @for (value, text) in options { option value=(value) { (text) } }
        }
    }
}

fn product_label(name: &str, facts: &ProductFacts, language: Language) -> String {
    match facts.known {
        Some(product) if language == Language::Zh => {
            format!("{}（{name}）", product.title_in(language))
        }
        Some(product) => format!("{} ({name})", product.title_in(language)),
        None => name.to_owned(),
    }
}

/// Category, retry class and actor in a line.
fn classes(code: &Code, language: Language) -> Markup {
    html! {
        span.classes {
            span { (code.category.name_in(language)) } " "
            span class={ "retry " (code.retry.as_str()) } { (code.retry.name_in(language)) }
            @if let Some(actor) = code.actor { " " span { (actor.name_in(language)) } }
        }
    }
}

/// A code that may be broken behind its dots.
fn broken(code: &str) -> Markup {
    html! {
        @for (number, part) in code.split_inclusive('.').enumerate() {
            @if number > 0 { wbr; }
            (part)
        }
    }
}

/// The actions that answer with a code.
fn actions(language: Language, code: &Code) -> Markup {
    const SHOWN: usize = 120;
    let texts = texts(language);
    let Some(known) = &code.known else {
        return html! {};
    };
    if code.common {
        return html! { h2 { (texts.actions) } p { (texts.any_action) } };
    }
    let all: Vec<Action> = known.code.actions().collect();
    let shown = &all[..all.len().min(SHOWN)];
    html! {
        @if !all.is_empty() {
            h2 { (texts.actions) }
            p.small { (texts.actions_lead) }
            dl.actions {
                @for of_product in shown.chunk_by(|a, b| a.product() == b.product()) {
                    div {
                        dt { (of_product[0].product()) }
                        dd {
                            @for action in of_product {
                                a href=(action.explorer()) rel="external" { (action) } " "
                            }
                        }
                    }
                }
            }
            @if all.len() > SHOWN {
                p.small { (fill(texts.more, &grouped(all.len() - SHOWN))) }
            }
        }
    }
}

/// A sentence, with what stands in backquotes as code.
fn prose(text: &str) -> Markup {
    html! {
        @for (number, part) in text.split('`').enumerate() {
            @if number % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

fn fill(text: &str, value: &str) -> String {
    text.replacen("{}", value, 1)
}
