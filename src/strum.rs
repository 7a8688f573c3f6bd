//! strum's traits for the small enums, by their `ALL` and `as_str`: so they need no derive. Those of
//! the enums of codes are in the macro `__strum`, too.

use ::strum::VariantNames;

#[cfg(feature = "actions")]
use crate::action::Access;
use crate::actor::Actor;
use crate::category::Category;
use crate::idempotency::Idempotency;
use crate::language::Language;
use crate::retry::Retry;
use crate::window::Window;

macro_rules! named {
    ($type:ident) => {
        crate::__strum!($type);

        impl VariantNames for $type {
            const VARIANTS: &'static [&'static str] = &{
                let mut names = [""; $type::ALL.len()];
                let mut i = 0;
                while i < names.len() {
                    names[i] = $type::ALL[i].as_str();
                    i += 1;
                }
                names
            };
        }
    };
}

#[cfg(feature = "actions")]
named!(Access);
named!(Actor);
named!(Category);
named!(Idempotency);
named!(Language);
named!(Retry);
named!(Window);
