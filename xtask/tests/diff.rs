//! What changed between two files of data.

use std::path::PathBuf;
use std::process::Command;

fn file(name: &str, text: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn diff(old: &PathBuf, new: &PathBuf) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("diff")
        .args([old, new])
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn codes_are_new_gone_or_reclassified() {
    let row = |code: &str, category: &str, retry: &str| {
        format!(r#"{{"code":"{code}","category":"{category}","retry":"{retry}","more":1}}"#)
    };
    let catalog = |rows: &[String]| format!(r#"{{"version":"1","codes":[{}]}}"#, rows.join(","));
    let old = [
        row("A", "quota", "never"),
        row("B.C", "failed", "if_idempotent"),
        row("B.D", "failed", "never"),
    ];
    let new = [
        row("A", "quota", "never"),
        row("B.C", "conflict", "when_ready"),
        row("E\\u001b[31m", "billing", "never"),
    ];
    let (old, new) = (
        file("old.json", &catalog(&old)),
        file("new.json", &catalog(&new)),
    );
    let expected = "1 new, 1 gone, 1 reclassified\n\
                    new E\\u{1b}[31m (billing, never)\n\
                    gone B.D (failed, never)\n\
                    reclassified B.C (failed, if_idempotent -> conflict, when_ready)\n";
    assert_eq!(
        diff(&old, &new),
        (Some(0), expected.to_owned(), String::new())
    );
    let (code, lines, _) = diff(&old, &old);
    assert_eq!(
        (code, &*lines),
        (Some(0), "0 new, 0 gone, 0 reclassified\n")
    );
}

#[test]
fn what_cannot_be_read_is_named() {
    let (broken, missing) = (file("broken.json", "{"), PathBuf::from("no-such-file"));
    let (code, lines, problems) = diff(&broken, &missing);
    assert_eq!((code, &*lines), (Some(2), ""));
    assert!(problems.contains("broken.json: EOF"), "{problems}");
    assert!(problems.contains("no-such-file: "), "{problems}");
}
