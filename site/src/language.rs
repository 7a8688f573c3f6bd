//! The languages of the pages, and the texts of the catalog in each.

use tencentcloud_error_codes::{Actor, Category, ErrorCode, Product, Retry, Window};

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Language {
    En,
    Zh,
}

impl Language {
    pub(crate) const ALL: [Self; 2] = [Self::En, Self::Zh];

    /// As in the names of files.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
        }
    }

    /// As in `lang` and `hreflang`.
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh-CN",
        }
    }

    /// The folder of its pages.
    pub(crate) const fn folder(self) -> &'static str {
        match self {
            Self::En => "",
            Self::Zh => "zh/",
        }
    }

    /// Its own name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Zh => "简体中文",
        }
    }
}

/// Until the library has them: Chinese texts of a few codes.
const STAND_IN: &[(&str, &str)] = &[
    ("AuthFailure.SignatureExpire", "签名已过期。"),
    ("AuthFailure.SignatureFailure", "签名校验未通过。"),
    ("FailedOperation.BalanceInsufficient", "账户余额不足。"),
    ("RequestLimitExceeded", "请求过于频繁，超过了频率限制。"),
    ("UnauthorizedOperation", "没有权限执行该操作。"),
];

/// The description of a code; `None` where there is none in this language.
pub(crate) fn description(code: ErrorCode, language: Language) -> Option<&'static str> {
    match language {
        Language::En => Some(code.description()),
        Language::Zh => {
            let row = STAND_IN.iter().find(|(known, _)| code == *known);
            row.map(|(_, text)| *text)
        }
    }
}

/// The hint of a code.
pub(crate) fn hint(code: ErrorCode, _language: Language) -> Option<&'static str> {
    code.hint()
}

/// The title of a product.
pub(crate) fn title(product: Product, _language: Language) -> &'static str {
    product.title()
}

/// Name and meaning of a category.
pub(crate) fn category(category: Category, language: Language) -> (&'static str, &'static str) {
    let is_english = language == Language::En;
    match category {
        Category::Authentication if is_english => {
            ("authentication", "The caller could not be authenticated.")
        }
        Category::Authorization if is_english => {
            ("authorization", "The caller is known, but may not do this.")
        }
        Category::Validation if is_english => (
            "validation",
            "The request itself is wrong, whatever the state of the cloud.",
        ),
        Category::NotFound if is_english => (
            "not found",
            "A resource that the request names does not exist, or the caller cannot see it.",
        ),
        Category::Conflict if is_english => (
            "conflict",
            "The present state of the resource, or another operation, forbids it.",
        ),
        Category::Quota if is_english => (
            "quota",
            "A count or size allotted to the account or to a resource is used up.",
        ),
        Category::Throttling if is_english => {
            ("throttling", "Too many requests in a period, or at once.")
        }
        Category::Capacity if is_english => ("capacity", "The provider has none left to give."),
        Category::Billing if is_english => (
            "billing",
            "It is about money: balance, arrears, an order, a free allowance.",
        ),
        Category::Unsupported if is_english => (
            "unsupported",
            "It is not offered for this kind of resource, region or plan.",
        ),
        Category::Unavailable if is_english => (
            "unavailable",
            "Something that the request needs is not serving at present.",
        ),
        Category::Internal if is_english => (
            "internal",
            "A fault on the server's side; the request may have been carried out.",
        ),
        Category::Failed if is_english => {
            ("failed", "The operation failed, and the code does not say why.")
        }
        Category::DryRun if is_english => (
            "dry run",
            "Nothing failed: the request would have succeeded without DryRun.",
        ),
        Category::Authentication => ("身份认证", "无法确认调用者的身份。"),
        Category::Authorization => ("权限", "调用者身份已确认，但无权执行此操作。"),
        Category::Validation => ("请求有误", "请求本身有误，与云上资源的状态无关。"),
        Category::NotFound => ("不存在", "请求中指定的资源不存在，或调用者看不到它。"),
        Category::Conflict => ("冲突", "资源的当前状态或另一项操作不允许执行此操作。"),
        Category::Quota => ("配额", "账号或资源的数量、容量额度已用完。"),
        Category::Throttling => ("限频", "一段时间内的请求过多，或并发请求过多。"),
        Category::Capacity => ("资源售罄", "云平台的库存不足，暂时无法提供该资源。"),
        Category::Billing => ("计费", "与费用有关：余额、欠费、订单或免费额度。"),
        Category::Unsupported => ("不支持", "这类资源、地域或套餐不提供此功能。"),
        Category::Unavailable => ("不可用", "请求依赖的服务或资源当前无法提供服务。"),
        Category::Internal => ("内部故障", "服务端发生故障，请求可能已被执行。"),
        Category::Failed => ("操作失败", "操作失败，错误码没有说明原因。"),
        Category::DryRun => ("预检请求", "没有出错：去掉 DryRun 后请求会成功。"),
        _ => (category.as_str(), ""),
    }
}

/// Name and advice of a retry class.
pub(crate) fn retry(retry: Retry, language: Language) -> (&'static str, &'static str) {
    match (language, retry) {
        (Language::En, Retry::WhenReady) => ("when ready", retry.advice()),
        (Language::En, Retry::IfIdempotent) => ("if idempotent", retry.advice()),
        (Language::Zh, Retry::Never) => {
            ("不重试", "不要原样重发：在作出修改之前，结果不会改变。")
        }
        (Language::Zh, Retry::Backoff) => (
            "退避重试",
            "请求未被执行，几秒后会自行恢复：按逐渐加长的间隔原样重发。",
        ),
        (Language::Zh, Retry::WhenReady) => (
            "就绪后重试",
            "要等另一项操作结束或状态改变，无需调用者处理：以较长的间隔轮询。",
        ),
        (Language::Zh, Retry::IfIdempotent) => (
            "幂等时重试",
            "请求可能已被执行：只有重复执行无害时才重发（读操作，或带 ClientToken 的请求）。",
        ),
        (Language::Zh, Retry::Refresh) => (
            "刷新后重试",
            "换用新的签名、时间戳、令牌或临时密钥，再重发一次。",
        ),
        _ => (retry.as_str(), retry.advice()),
    }
}

/// Name and meaning of an actor.
pub(crate) fn actor(actor: Actor, language: Language) -> (&'static str, &'static str) {
    match (language, actor) {
        (Language::En, Actor::KeyHolder) => ("key holder", actor.description()),
        (Language::Zh, Actor::Caller) => ("开发者", "编写调用程序的人"),
        (Language::Zh, Actor::KeyHolder) => ("密钥管理者", "保管和轮换密钥的人"),
        (Language::Zh, Actor::Administrator) => ("管理员", "授予权限、开通服务的人"),
        (Language::Zh, Actor::Payer) => ("付费人", "为账号付费的人"),
        (Language::Zh, Actor::Owner) => ("资源负责人", "拥有或运维该资源的人"),
        (Language::Zh, Actor::Provider) => ("腾讯云", "由腾讯云处理，需要提交工单"),
        (Language::Zh, Actor::Nobody) => ("无需处理", "会自行恢复，无需任何人处理"),
        _ => (actor.as_str(), actor.description()),
    }
}

/// The name of a period.
pub(crate) fn window(window: Window, language: Language) -> &'static str {
    match (language, window) {
        (Language::Zh, Window::Second) => "秒",
        (Language::Zh, Window::Minute) => "分钟",
        (Language::Zh, Window::Hour) => "小时",
        (Language::Zh, Window::Day) => "天",
        (Language::Zh, Window::Month) => "月",
        _ => window.as_str(),
    }
}
