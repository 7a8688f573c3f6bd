//! Searches in bytes, written so that the compiler turns them into vector instructions.

/// So many bytes are looked at together.
const CHUNK: usize = 32;

/// The first place of the byte.
pub(super) fn find_byte(text: &[u8], byte: u8) -> Option<usize> {
    let mut at = 0;
    let mut chunks = text.chunks_exact(CHUNK);
    for chunk in chunks.by_ref() {
        if has_byte(chunk, byte) {
            break;
        }
        at += CHUNK;
    }
    let mut rest = text.get(at..)?;
    while let Some((eight, behind)) = rest.split_first_chunk() {
        let marks = marks_of(u64::from_le_bytes(*eight), byte);
        if marks != 0 {
            return Some(at + marks.trailing_zeros() as usize / 8);
        }
        at += 8;
        rest = behind;
    }
    rest.iter().position(|b| *b == byte).map(|found| at + found)
}

/// The highest bit of each of the eight bytes that is this one; of those behind the first, also of
/// others.
const fn marks_of(eight: u64, byte: u8) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    let zero = eight ^ (ONES * byte as u64);
    zero.wrapping_sub(ONES) & !zero & (ONES << 7)
}

/// The last place of the byte.
pub(super) fn find_byte_back(text: &[u8], byte: u8) -> Option<usize> {
    let mut end = text.len();
    let mut chunks = text.rchunks_exact(CHUNK);
    for chunk in chunks.by_ref() {
        if has_byte(chunk, byte) {
            break;
        }
        end -= CHUNK;
    }
    text.get(..end)?.iter().rposition(|b| *b == byte)
}

/// Whether the byte is in a text, all of which is read.
pub(super) fn has_byte(text: &[u8], byte: u8) -> bool {
    has_any_byte(text, [byte])
}

/// Whether one of the bytes is in a text, all of which is read.
pub(super) fn has_any_byte<const N: usize>(text: &[u8], bytes: [u8; N]) -> bool {
    let is_any = |b: u8| bytes.iter().fold(0, |any, byte| any | u8::from(b == *byte));
    text.iter().fold(0, |found, b| found | is_any(*b)) != 0
}

/// The first place of the needle, by its byte at `rare`, which should be the rarest of it.
pub(super) fn find(text: &[u8], needle: &[u8], rare: usize) -> Option<usize> {
    let byte = *needle.get(rare)?;
    let mut from = rare;
    loop {
        let at = from + find_byte(text.get(from..)?, byte)?;
        if text.get(at - rare..)?.starts_with(needle) {
            return Some(at - rare);
        }
        from = at + 1;
    }
}

/// The number of line ends.
pub(super) fn count_lines(text: &[u8]) -> u64 {
    // Fewer than a byte can count.
    const BLOCK: usize = 128;
    let count = |block: &[u8]| {
        let sum = block
            .iter()
            .fold(0u8, |sum, byte| sum.wrapping_add(u8::from(*byte == b'\n')));
        u64::from(sum)
    };
    let mut blocks = text.chunks_exact(BLOCK);
    let whole: u64 = blocks.by_ref().map(count).sum();
    let mut parts = blocks.remainder().chunks_exact(16);
    let parts_sum: u64 = parts.by_ref().map(count).sum();
    whole + parts_sum + count(parts.remainder())
}

/// Letters, digits, underscores and dots: what a code is made of.
pub(super) const fn is_code_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.')
}

/// The number of bytes at the start that a code is made of.
pub(super) fn code_len(text: &[u8]) -> usize {
    static ENDS: Ends = ends_of(b"_.");
    len_before(text, &ENDS)
}

/// The number of bytes at the start that a request id is made of: letters, digits and hyphens.
pub(super) fn id_len(text: &[u8]) -> usize {
    static ENDS: Ends = ends_of(b"-");
    len_before(text, &ENDS)
}

/// The number of bytes at the start that a name or a value without quotes is made of.
pub(super) fn word_len(text: &[u8]) -> usize {
    static ENDS: Ends = ends_of(b"_-.+");
    len_before(text, &ENDS)
}

/// For each byte, 1 if it ends a word and 0 if it is a part of it.
type Ends = [u8; 256];

/// What is made of letters, digits and these.
const fn ends_of(more: &[u8]) -> Ends {
    let mut ends = [1; 256];
    let mut byte = 0u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            ends[byte as usize] = 0;
        }
        byte += 1;
    }
    let mut i = 0;
    while i < more.len() {
        ends[more[i] as usize] = 0;
        i += 1;
    }
    ends
}

/// The number of bytes before the first that ends the word. Much of a look is spent here.
fn len_before(text: &[u8], ends: &Ends) -> usize {
    let end = |byte: &u8| ends[usize::from(*byte)];
    let mut len = 0;
    let mut rest = text;
    // Eight at a time, with one branch.
    while let Some((eight, behind)) = rest.split_first_chunk::<8>() {
        let bits = eight
            .iter()
            .rev()
            .fold(0u8, |bits, byte| bits << 1 | end(byte));
        if bits != 0 {
            return len + bits.trailing_zeros() as usize;
        }
        len += 8;
        rest = behind;
    }
    let left = rest.iter().position(|byte| end(byte) != 0);
    len + left.unwrap_or(rest.len())
}

/// Whether the text has the word at its start, whatever the case; the word is in lower case.
pub(super) fn starts_with_word(text: &[u8], word: &[u8]) -> bool {
    let start = text.get(..word.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn searches_find_what_a_plain_loop_finds(text in proptest::collection::vec(0..4u8, 0..200)) {
            let plain = text.iter().position(|b| *b == 1);
            prop_assert_eq!(super::find_byte(&text, 1), plain);
            let plain = text.iter().rposition(|b| *b == 1);
            prop_assert_eq!(super::find_byte_back(&text, 1), plain);
            for rare in 0..3 {
                let plain = text.windows(3).position(|window| window == [1, 2, 3]);
                prop_assert_eq!(super::find(&text, &[1, 2, 3], rare), plain);
            }
        }

        #[test]
        fn the_length_of_a_code_is_that_of_a_plain_loop(text: Vec<u8>, word in "[A-Za-z0-9_.]{0,80}") {
            for text in [text.clone(), [word.as_bytes(), &text].concat()] {
                let plain = text.iter().take_while(|byte| super::is_code_byte(**byte)).count();
                prop_assert_eq!(super::code_len(&text), plain);
            }
        }

        #[test]
        fn lines_are_counted(len in 0..20_000usize, step in 1..300usize) {
            let mut text = vec![b'x'; len];
            text.iter_mut().step_by(step).for_each(|byte| *byte = b'\n');
            prop_assert_eq!(super::count_lines(&text), len.div_ceil(step) as u64);
        }
    }
}
