//! What a code has from its family, and what it cannot have beside what it says itself.

use tencentcloud_error_codes::codegen::Builder;

use crate::write;

/// What the documentation of the variant says of the class, or the problems without their path.
fn generate(name: &str, text: &str) -> Result<String, Vec<String>> {
    let path = write(name, text);
    let prefix = format!("{}:", path.display());
    Builder::new().table(path).generate().map_err(|problems| {
        let problems = problems.iter().map(ToString::to_string);
        let problems = problems.map(|problem| problem.replace(&prefix, ""));
        problems.collect()
    })
}

#[test]
fn a_window_comes_from_the_family() {
    for family in [
        "[Throttling]\ndescription = \"Too fast.\"\n",
        "[Throttling]\ncode = false\n",
    ] {
        let text = format!(
            "{family}category = \"throttling\"\nretry = \"backoff\"\nwindow = \"minute\"\n\
             [Throttling.codes]\nApi = {{ description = \"The API.\", window = \"second\" }}\n\
             Day = {{ description = \"The day.\", category = \"quota\", retry = \"never\" }}\n\
             Later = {{ description = \"Later.\", retry = \"when_ready\" }}\n\
             User = {{ description = \"The user.\" }}\n"
        );
        let source = generate("window.toml", &text).unwrap();
        for class in [
            "`Throttling.Api`: throttling, retry `backoff`, counted by the second.",
            "`Throttling.Day`: quota, retry `never`.",
            "`Throttling.Later`: throttling, retry `when_ready`, counted by the minute.",
            "`Throttling.User`: throttling, retry `backoff`, counted by the minute.",
        ] {
            assert!(source.contains(class), "{class}\n{source}");
        }
    }
}
