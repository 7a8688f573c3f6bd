//! Events with and without codes.

use std::sync::{Arc, Mutex};

use tencentcloud_error_codes::Category;
use tracing::{error, info, warn};
use tracing_layer::ErrorCodes;
use tracing_subscriber::layer::SubscriberExt as _;

#[test]
fn codes_are_told_wherever_they_are_in_an_event() {
    let seen = Arc::new(Mutex::new(vec![]));
    let sink = Arc::clone(&seen);
    let layer = ErrorCodes(
        move |metadata: &tracing::Metadata<'_>,
              found: &tencentcloud_error_codes::extract::Finding<'_>| {
            let code = found.code();
            sink.lock().unwrap().push((
                *metadata.level(),
                code.to_string(),
                code.category(),
                found.request_id().map(str::to_owned),
            ));
        },
    );
    let answer = r#"{"Response":{"Error":{"Code":"InternalError","Message":"m"},"RequestId":"f2d3e3c4-3a5b-4d6e-8f90"}}"#;
    tracing::subscriber::with_default(tracing_subscriber::registry().with(layer), || {
        info!("starting");
        warn!("call failed: {}, trying again", "RequestLimitExceeded");
        error!(
            code = "AuthFailure.SignatureExpire",
            region = "x",
            "giving up"
        );
        error!(answer, "unexpected");
    });
    let id = |id: &str| Some(id.to_owned());
    let expected = [
        (
            tracing::Level::WARN,
            "RequestLimitExceeded",
            Category::Throttling,
            None,
        ),
        (
            tracing::Level::ERROR,
            "AuthFailure.SignatureExpire",
            Category::Authentication,
            None,
        ),
        (
            tracing::Level::ERROR,
            "InternalError",
            Category::Internal,
            id("f2d3e3c4-3a5b-4d6e-8f90"),
        ),
    ];
    let expected =
        expected.map(|(level, code, category, id)| (level, code.to_owned(), Some(category), id));
    assert_eq!(*seen.lock().unwrap(), expected);
}
