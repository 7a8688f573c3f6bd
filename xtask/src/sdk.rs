//! Reads checkouts of the public Go SDKs: what each product answers with and can be asked to do.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::tables::Problems;

/// A product, with all of its versions together.
#[derive(Debug, Default)]
pub(crate) struct Product {
    /// As `2020-03-24`.
    pub(crate) versions: BTreeSet<String>,
    pub(crate) codes: BTreeSet<String>,
    pub(crate) actions: BTreeMap<String, Action>,
}

#[derive(Debug, Default)]
pub(crate) struct Action {
    pub(crate) codes: BTreeSet<String>,
    pub(crate) client_token: bool,
    pub(crate) dry_run: bool,
}

impl Product {
    fn add(&mut self, other: Self) {
        self.versions.extend(other.versions);
        self.codes.extend(other.codes);
        for (name, action) in other.actions {
            let ours = self.actions.entry(name).or_default();
            ours.codes.extend(action.codes);
            ours.client_token |= action.client_token;
            ours.dry_run |= action.dry_run;
        }
    }
}

pub(crate) type Products = BTreeMap<String, Product>;

/// Reads what one or the other checkout has. Reports all problems at once.
pub(crate) fn read(checkouts: &[PathBuf]) -> Result<Products, Problems> {
    let mut problems = Problems::new();
    let mut products = Products::new();
    for checkout in checkouts {
        for (name, product) in read_checkout(checkout, &mut problems) {
            products.entry(name).or_default().add(product);
        }
    }
    if problems.is_empty() {
        Ok(products)
    } else {
        Err(problems)
    }
}

/// Reads `tencentcloud/<product>/v<yyyymmdd>/`.
fn read_checkout(checkout: &Path, problems: &mut Problems) -> Products {
    let root = checkout.join("tencentcloud");
    let before = problems.len();
    let mut products = Products::new();
    for product_folder in folders(&root, problems) {
        let mut product = Product::default();
        for version_folder in folders(&product_folder, problems) {
            let Some(version) = version(&version_folder) else {
                continue;
            };
            product.versions.insert(version);
            read_version(&version_folder, &mut product, problems);
        }
        // What has no version is part of the SDK itself.
        if !product.versions.is_empty() {
            products.insert(name(&product_folder), product);
        }
    }
    if products.is_empty() && problems.len() == before {
        problems.push(format!(
            "{}: found no product, expected tencentcloud/<product>/v<yyyymmdd>/errors.go",
            checkout.display()
        ));
    }
    products
}

fn read_version(folder: &Path, product: &mut Product, problems: &mut Problems) {
    let mut file = |name: &str| {
        let path = folder.join(name);
        fs::read_to_string(&path).unwrap_or_else(|error| {
            problems.push(format!(
                "{}: found no readable file ({error})",
                path.display()
            ));
            String::new()
        })
    };
    let (errors, client, models) = (file("errors.go"), file("client.go"), file("models.go"));
    product
        .codes
        .extend(errors.lines().filter_map(constant).map(str::to_owned));
    for (action, codes) in actions(&client) {
        product
            .actions
            .entry(action)
            .or_default()
            .codes
            .extend(codes);
    }
    for (action, client_token, dry_run) in requests(&models) {
        // The versions come in order, so that the newest one decides.
        if let Some(action) = product.actions.get_mut(action) {
            action.client_token = client_token;
            action.dry_run = dry_run;
        }
    }
}

/// The text of a constant: `NAME = "Code"`.
fn constant(line: &str) -> Option<&str> {
    let (name, value) = line
        .trim()
        .trim_start_matches('/')
        .trim()
        .split_once(" = \"")?;
    let is_name = name
        .bytes()
        .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
    is_name.then(|| value.split('"').next()).flatten()
}

/// The methods of the client, with the constants in the comment before each.
fn actions(client: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut actions = Vec::new();
    let mut codes = BTreeSet::new();
    for line in client.lines() {
        if line.starts_with("//") {
            codes.extend(constant(line).map(str::to_owned));
            continue;
        }
        let method = line
            .strip_prefix("func (c *Client) ")
            .and_then(|rest| rest.split('(').next());
        if let Some(method) = method {
            let action = method.strip_suffix("WithContext").unwrap_or(method);
            actions.push((action.to_owned(), std::mem::take(&mut codes)));
        }
        codes.clear();
    }
    actions
}

/// The requests: the action, and whether there is a `ClientToken` and a `DryRun`.
fn requests(models: &str) -> Vec<(&str, bool, bool)> {
    let mut requests = Vec::new();
    let mut current: Option<(&str, bool, bool)> = None;
    for line in models.lines() {
        if let Some(rest) = line.strip_prefix("type ") {
            let name = rest.split_once(" struct").map(|(name, _)| name);
            let action = name.and_then(|name| name.strip_suffix("Request"));
            current = action.map(|action| (action, false, false));
        } else if let Some((_, client_token, dry_run)) = &mut current {
            *client_token |= line.contains("json:\"ClientToken");
            *dry_run |= line.contains("json:\"DryRun");
            if line.starts_with('}') {
                requests.extend(current.take());
            }
        }
    }
    requests
}

fn folders(path: &Path, problems: &mut Problems) -> Vec<PathBuf> {
    match fs::read_dir(path) {
        Ok(entries) => {
            let paths = entries.flatten().map(|entry| entry.path());
            let mut folders: Vec<_> = paths.filter(|path| path.is_dir()).collect();
            folders.sort();
            folders
        }
        Err(error) => {
            problems.push(format!(
                "{}: found no readable folder ({error})",
                path.display()
            ));
            Vec::new()
        }
    }
}

fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// `v20200324` as `2020-03-24`.
fn version(folder: &Path) -> Option<String> {
    let name = name(folder);
    let digits = name.strip_prefix('v')?;
    let is_date = digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_digit());
    is_date.then(|| format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]))
}
