//! Shares that sum to the whole (占比的修约): the method of the largest remainder (最大余数法).

use rust_decimal::Decimal;

/// The share of each count in their sum, as a ratio, of `decimals` decimals in per cent: every share is cut off,
/// and the units left over go to the largest remainders, of equal ones to the first. The shares sum to 1; of
/// nothing there are no shares, and all are nought.
#[must_use]
pub fn largest_remainder(counts: &[usize], decimals: u8) -> Vec<Decimal> {
    // beyond ten decimals nobody could tell, and the product below would not fit
    let scale = 10_u128.pow(u32::from(decimals.min(10)) + 2);
    let total: u128 = counts.iter().map(|count| *count as u128).sum();
    if total == 0 {
        return vec![Decimal::ZERO; counts.len()];
    }
    let products = counts.iter().map(|count| (*count as u128).saturating_mul(scale));
    let mut parts: Vec<(u128, u128)> = products
        .map(|product| (product / total, product % total))
        .collect();
    let given: u128 = parts.iter().map(|(units, _)| units).sum();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(parts.get(*at).map(|(_, remainder)| *remainder)));
    let left = usize::try_from(scale.saturating_sub(given)).unwrap_or_default();
    for at in order.into_iter().take(left) {
        if let Some((units, _)) = parts.get_mut(at) {
            *units += 1;
        }
    }
    let ratio = |(units, _)| {
        let units = i128::try_from(units).unwrap_or_default();
        Decimal::from_i128_with_scale(units, u32::from(decimals.min(10)) + 2)
    };
    parts.into_iter().map(ratio).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn percents(counts: &[usize], decimals: u8) -> Vec<String> {
        let shares = largest_remainder(counts, decimals).into_iter();
        shares
            .map(|share| (share * Decimal::ONE_HUNDRED).normalize().to_string())
            .collect()
    }

    #[test]
    fn thirds_and_sevenths() {
        assert_eq!(percents(&[1, 1, 1], 1), ["33.4", "33.3", "33.3"]);
        assert_eq!(percents(&[18, 6, 6], 0), ["60", "20", "20"]);
        assert_eq!(percents(&[1, 2, 4], 0), ["14", "29", "57"]);
        assert_eq!(percents(&[0, 0], 1), ["0", "0"]);
        assert_eq!(percents(&[], 1), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn they_sum_to_the_whole_and_stay_near(counts in proptest::collection::vec(0usize..5000, 1..30), decimals in 0u8..12) {
            let shares = largest_remainder(&counts, decimals);
            let total: usize = counts.iter().sum();
            if total > 0 {
                prop_assert_eq!(shares.iter().copied().sum::<Decimal>(), Decimal::ONE);
                let unit = Decimal::new(1, u32::from(decimals.min(10)) + 2);
                for (count, share) in counts.iter().zip(&shares) {
                    let exact = Decimal::from(*count) / Decimal::from(total);
                    prop_assert!((exact - share).abs() < unit);
                }
            }
        }
    }
}
