//! Names of variants and files, made from codes in one place.

/// The variant for a code: its words, joined. `AuthFailure.SignatureExpire` becomes
/// `AuthFailureSignatureExpire`.
pub(super) fn variant(code: &str) -> String {
    let mut name = String::with_capacity(code.len());
    for part in code.split('.') {
        let has_underscores = part.contains('_');
        for word in part.split('_') {
            // `SYS_ERR` is written in another convention; `SYSErr` is an abbreviation.
            let is_shouted = has_underscores && !word.chars().any(|c| c.is_ascii_lowercase());
            let mut chars = word.chars();
            name.extend(chars.next().map(|c| c.to_ascii_uppercase()));
            if is_shouted {
                name.extend(chars.map(|c| c.to_ascii_lowercase()));
            } else {
                name.extend(chars);
            }
        }
    }
    name
}

/// Whether the text can be the name of a variant, in the form that rustc expects.
pub(super) fn is_variant(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_alphanumeric())
        && name != "Self"
}

/// A type name in snake case, for the file: `ErrorCode` becomes `error_code`.
pub(super) fn snake(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    for (i, c) in name.char_indices() {
        if c.is_ascii_uppercase() {
            if i > 0 {
                snake.push('_');
            }
            snake.push(c.to_ascii_lowercase());
        } else {
            snake.push(c);
        }
    }
    snake
}

/// The constant for a product, by its name.
pub(super) fn constant(product: &str) -> String {
    product.replace('-', "_").to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_joined() {
        for (code, name) in [
            ("InternalError", "InternalError"),
            ("AuthFailure.SignatureExpire", "AuthFailureSignatureExpire"),
            (
                "FailedOperation.DeleteTrigger.UrlUsed",
                "FailedOperationDeleteTriggerUrlUsed",
            ),
            ("InvalidParameter.fFowIds", "InvalidParameterFFowIds"),
            ("InternalError.SYS_ERR", "InternalErrorSysErr"),
            (
                "InvalidParameter.InvalidParameter_ColumnType",
                "InvalidParameterInvalidParameterColumnType",
            ),
            ("FailedOperation.DBError", "FailedOperationDBError"),
            // Both need a name of their own: the generator says so.
            ("InternalError.", "InternalError"),
        ] {
            assert_eq!(variant(code), name, "{code}");
        }
    }

    #[test]
    fn variants_are_camel_case() {
        assert!(is_variant("A1"));
        for name in ["", "1A", "a", "A_B", "Self", "Ä"] {
            assert!(!is_variant(name), "{name}");
        }
    }

    #[test]
    fn files_are_snake_case() {
        assert_eq!(snake("ErrorCode"), "error_code");
        assert_eq!(snake("Code2"), "code2");
    }
}
