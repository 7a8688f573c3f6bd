//! `tcerr` in Chinese.

use std::process::Command;

fn tcerr(arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tcerr"));
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS"] {
        command.env_remove(name);
    }
    let output = command
        .args(arguments)
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_option_comes_before_the_locale() {
    let code = ["explain", "AuthFailure.SignatureExpire"];
    let with = |language: &str, locale: &str| {
        let mut arguments = code.to_vec();
        if !language.is_empty() {
            arguments.extend(["--lang", language]);
        }
        tcerr(&arguments, &[("LANG", locale)])
    };
    let (chinese, english) = ("签名超过有效期。", "Signature expired.");
    for (language, locale, expected) in [
        ("", "zh_CN.UTF-8", chinese),
        ("", "en_US.UTF-8", english),
        ("", "C", english),
        ("", "", english),
        ("zh", "en_US.UTF-8", chinese),
        ("zh-CN", "", chinese),
        ("en", "zh_CN.UTF-8", english),
    ] {
        let text = with(language, locale);
        assert!(text.contains(expected), "{language} {locale}: {text}");
    }
    let refused = Command::new(env!("CARGO_BIN_EXE_tcerr"))
        .args(["--lang", "klingon", "list"])
        .output()
        .unwrap();
    assert_eq!(refused.status.code(), Some(2));
}

#[test]
fn an_explanation_is_all_in_chinese() {
    let text = tcerr(
        &["--lang", "zh", "explain", "AuthFailure.SignatureExpire"],
        &[],
    );
    assert_eq!(
        text,
        "AuthFailure.SignatureExpire
  签名超过有效期。
  分类        authentication：无法确认调用方的身份。
  重试        refresh：换用新的签名、时间戳、令牌或临时密钥，再重发一次。
  建议        用 NTP 校准本机时钟（与服务端相差须在 5 分钟以内），再以当前时间重新签名并发送请求。
  处理人      caller：编写调用程序的人
  产品        所有产品（公共错误码）
  rust        ErrorCode::AuthFailureSignatureExpire
"
    );
    let text = tcerr(
        &["--lang", "zh", "explain", "FailedOperation.GadgetNotExist"],
        &[],
    );
    assert!(
        text.contains("目录中没有这个错误码；以 NotExist 结尾的错误码："),
        "{text}"
    );
}

#[test]
fn columns_of_wide_characters_are_in_line() {
    let text = tcerr(&["--lang", "zh", "list", "--products"], &[]);
    let mut lines = text.lines();
    assert_eq!(
        lines.next().unwrap().split_whitespace().next(),
        Some("产品")
    );
    let cvm = text.lines().find(|line| line.starts_with(" cvm ")).unwrap();
    assert!(cvm.ends_with("云服务器"), "{cvm}");
    let narrow = tcerr(
        &["--lang", "zh", "search", "余额不足", "--limit", "3"],
        &[("COLUMNS", "40")],
    );
    assert!(narrow.lines().count() > 3, "{narrow}");
}

/// What people write in public threads, and the codes of which one must be among the first three.
#[test]
fn words_in_chinese_find_the_code() {
    let queries: [(&str, &[&str]); 22] = [
        ("签名过期", &["AuthFailure.SignatureExpire"]),
        ("签名错误", &["AuthFailure.SignatureFailure"]),
        (
            "余额不足",
            &[
                "OperationDenied.InsufficientBalance",
                "InvalidParameterValue.BalanceNotEnough",
                "FailedOperation.BalanceInsufficient",
            ],
        ),
        ("没有权限", &["UnauthorizedOperation"]),
        ("请求过于频繁", &["RequestLimitExceeded"]),
        ("超过频率限制", &["RequestLimitExceeded"]),
        ("密钥不存在", &["AuthFailure.SecretIdNotFound"]),
        (
            "镜像不存在",
            &[
                "InvalidParameterValue.ImageNotFound",
                "InvalidImageId.NotFound",
            ],
        ),
        ("账户欠费", &["FailedOperation.ArrearsError"]),
        ("参数错误", &["InvalidParameter"]),
        ("内部错误", &["InternalError"]),
        (
            "资源不存在",
            &["ResourceNotFound", "InvalidParameter.ResourceNotExists"],
        ),
        ("资源被占用", &["ResourceInUse"]),
        ("不支持的地域", &["UnsupportedRegion"]),
        ("token失效", &["AuthFailure.TokenExpired"]),
        ("未实名认证", &["UnauthorizedOperation.NotRealNameAccount"]),
        ("域名未备案", &["InvalidParameter.DomainNotRecord"]),
        ("验证码错误", &["FailedOperation.VerificationCodeIllegal"]),
        (
            "配额不足",
            &["ResourceInsufficient.InsufficientQuota", "LimitExceeded"],
        ),
        (
            "库存不足",
            &[
                "ResourceInsufficient.BundleInventoryShortage",
                "ResourcesSoldOut.SpecifiedInstanceType",
            ],
        ),
        (
            "实例状态不正确",
            &[
                "OperationDenied.InstanceStatusError",
                "ResourceUnavailable.InstanceStatusError",
            ],
        ),
        (
            "资源已存在",
            &[
                "FailedOperation.ResourceExist",
                "FailedOperation.AlreadyExists",
            ],
        ),
    ];
    let mut missed = Vec::new();
    for (query, expected) in queries {
        let found = tcerr(&["search", query, "--limit", "3"], &[]);
        let first = found
            .lines()
            .skip(1)
            .filter_map(|line| line.split_whitespace().next());
        let first: Vec<_> = first.collect();
        if !expected.iter().any(|code| first.contains(code)) {
            missed.push((query, found));
        }
    }
    assert!(missed.len() <= 2, "{missed:?}");
}
