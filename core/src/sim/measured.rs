//! Round trips between regions, zones and hosts of AWS in 2013: Peter Bailis, Communication Costs in Real-world Networks
//! (17 May 2013), a ping a second for a week between small instances. `Virginia` to `SaoPaulo` are regions, `East-B` to
//! `East-D` are zones of one region, and `Virginia-B-1` to `Virginia-B-3` are hosts of one zone. `tests/papers/aws_rtt_2013.csv`
//! has the same numbers.

use core::f64::consts::LOG10_E;

/// The quantiles that were measured, as chances.
const CHANCES: [f64; 7] = [0.5, 0.75, 0.95, 0.99, 0.999, 0.9999, 0.99999];

/// The first quantile from which on the time between two of them is not spread evenly.
const TAIL: usize = 3;

/// How far from the quantile before to each quantile the mean of the times between them lies: half-way where they are spread
/// evenly; 1/ln r − 1/(r − 1) where they are the tail of an exponential of which one in r is left at the end.
const MEANS: [f64; 7] = {
    const FIFTH: f64 = 1.0 / 1.609_437_912_434_100_3 - 1.0 / 4.0;
    const TENTH: f64 = LOG10_E - 1.0 / 9.0;
    [0.5, 0.5, 0.5, FIFTH, TENTH, TENTH, TENTH]
};

/// Measured round trips from one place to another.
#[derive(Debug, PartialEq, Eq)]
pub struct Measured {
    /// From where.
    pub from: &'static str,
    /// To where and back.
    pub to: &'static str,
    /// The mean, ns.
    pub mean_ns: u32,
    /// Half, 75, 95, 99, 99.9, 99.99 and 99.999 per cent are at most as long, µs.
    pub quantiles_us: [u32; 7],
}

impl Measured {
    /// The round trips between two places, as they were measured from the first of them where that was done, else from the
    /// second. Within one place: those between two hosts of one zone.
    pub fn between(from: &str, to: &str) -> Option<&'static Measured> {
        if from == to {
            return is_place(from).then(Measured::within);
        }
        let find = |from, to| ALL.iter().find(|row| row.from == from && row.to == to);
        find(from, to).or_else(|| find(to, from))
    }

    /// The round trips between two hosts of one zone, which stand for those within any place.
    pub fn within() -> &'static Measured {
        &ALL[WITHIN]
    }

    /// The quickest round trip, ns. The source does not name it: it is set so that the mean of the draws is the mean that was
    /// measured, and at most the median.
    pub fn quickest_ns(&self) -> f64 {
        let [median, ..] = self.quantiles_us.map(ns);
        let above: f64 = (1..CHANCES.len()).map(|at| self.part_of_mean(at)).sum();
        let last = (1.0 - CHANCES[6]) * ns(self.quantiles_us[6]);
        // What is left of the mean is half of the mean of the lower half, which is spread evenly.
        let quickest = 4.0 * (f64::from(self.mean_ns) - above - last) - median;
        quickest.clamp(0.0, median)
    }

    /// What the round trips between a quantile and the one before add to the mean, ns.
    fn part_of_mean(&self, at: usize) -> f64 {
        let (low, high) = (ns(self.quantiles_us[at - 1]), ns(self.quantiles_us[at]));
        (CHANCES[at] - CHANCES[at - 1]) * (low + MEANS[at] * (high - low))
    }

    /// The round trip that a share `p` in [0, 1) of all stay below, ns. Between quantiles times are spread evenly, and beyond
    /// 95 per cent as the tail of an exponential; none is longer than the last quantile.
    pub fn round_trip_ns(&self, p: f64, quickest_ns: f64) -> f64 {
        let [median, .., longest] = self.quantiles_us.map(ns);
        if p < CHANCES[0] {
            return quickest_ns + (median - quickest_ns) * p / CHANCES[0];
        }
        let Some(at) = CHANCES.iter().position(|chance| p < *chance) else { return longest };
        let (low, high) = (ns(self.quantiles_us[at - 1]), ns(self.quantiles_us[at]));
        let (from, to) = (CHANCES[at - 1], CHANCES[at]);
        let share = if at < TAIL {
            (p - from) / (to - from)
        } else {
            libm::log((1.0 - from) / (1.0 - p)) / libm::log((1.0 - from) / (1.0 - to))
        };
        low + share * (high - low)
    }

    /// The share of round trips that take at most so long: the inverse of [`round_trip_ns`](Measured::round_trip_ns).
    pub fn share_within(&self, round_trip_ns: f64, quickest_ns: f64) -> f64 {
        let [median, ..] = self.quantiles_us.map(ns);
        if round_trip_ns < quickest_ns {
            return 0.0;
        }
        if round_trip_ns < median {
            return CHANCES[0] * (round_trip_ns - quickest_ns) / (median - quickest_ns);
        }
        let above = self.quantiles_us.iter().position(|us| round_trip_ns < ns(*us));
        let Some(at) = above else { return 1.0 };
        let (low, high) = (ns(self.quantiles_us[at - 1]), ns(self.quantiles_us[at]));
        let (from, to) = (CHANCES[at - 1], CHANCES[at]);
        let share = (round_trip_ns - low) / (high - low);
        if at < TAIL {
            from + share * (to - from)
        } else {
            1.0 - (1.0 - from) * libm::exp(-share * libm::log((1.0 - from) / (1.0 - to)))
        }
    }
}

fn ns(us: u32) -> f64 {
    f64::from(us) * 1e3
}

/// Whether anything was measured there.
pub fn is_place(name: &str) -> bool {
    ALL.iter().any(|row| row.from == name)
}

/// All places, in the order of the source.
pub fn places() -> impl Iterator<Item = &'static str> {
    ALL.iter()
        .enumerate()
        .filter(|(at, row)| *at == 0 || ALL[at - 1].from != row.from)
        .map(|(_, row)| row.from)
}

const fn row(from: &'static str, to: &'static str, mean_ns: u32, quantiles_us: [u32; 7]) -> Measured {
    Measured { from, to, mean_ns, quantiles_us }
}

/// The place in [`ALL`] of the row that stands for two nodes of one place: from `Virginia-B-1` to `Virginia-B-2`.
const WITHIN: usize = 62;

/// All rows.
#[rustfmt::skip]
pub const ALL: [Measured; 68] = [
    row("Virginia", "Oregon", 82_645_986, [80_900, 81_200, 89_200, 104_000, 225_000, 263_000, 413_000]),
    row("Virginia", "California", 84_610_835, [83_800, 84_100, 86_100, 105_000, 174_000, 189_000, 253_000]),
    row("Virginia", "Ireland", 107_937_619, [109_000, 111_000, 114_000, 118_000, 154_000, 192_000, 754_000]),
    row("Virginia", "Singapore", 253_545_619, [253_000, 260_000, 269_000, 274_000, 321_000, 356_000, 1_018_000]),
    row("Virginia", "Tokyo", 202_415_955, [203_000, 207_000, 213_000, 230_000, 253_000, 286_000, 376_000]),
    row("Virginia", "Sydney", 265_646_799, [269_000, 276_000, 283_000, 318_000, 363_000, 401_000, 430_000]),
    row("Virginia", "SaoPaulo", 163_443_730, [147_000, 162_000, 237_000, 239_000, 246_000, 293_000, 836_000]),
    row("Oregon", "Virginia", 82_855_172, [80_900, 81_200, 92_600, 106_000, 225_000, 263_000, 498_000]),
    row("Oregon", "California", 22_947_992, [21_600, 22_000, 28_400, 40_300, 81_200, 109_000, 254_000]),
    row("Oregon", "Ireland", 170_599_330, [169_000, 171_000, 180_000, 194_000, 217_000, 242_000, 716_000]),
    row("Oregon", "Singapore", 234_448_320, [234_000, 240_000, 248_000, 261_000, 300_000, 326_000, 372_000]),
    row("Oregon", "Tokyo", 135_128_540, [130_000, 144_000, 161_000, 172_000, 258_000, 289_000, 399_000]),
    row("Oregon", "Sydney", 200_638_160, [200_000, 205_000, 214_000, 219_000, 232_000, 248_000, 340_000]),
    row("Oregon", "SaoPaulo", 207_816_930, [206_000, 208_000, 219_000, 250_000, 263_000, 285_000, 721_000]),
    row("California", "Virginia", 84_511_401, [83_800, 84_100, 85_900, 99_400, 174_000, 192_000, 239_000]),
    row("California", "Oregon", 22_526_607, [21_600, 21_900, 26_000, 36_900, 77_900, 109_000, 273_000]),
    row("California", "Ireland", 169_797_116, [169_000, 174_000, 177_000, 190_000, 239_000, 262_000, 449_000]),
    row("California", "Singapore", 186_867_184, [189_000, 193_000, 194_000, 217_000, 265_000, 282_000, 318_000]),
    row("California", "Tokyo", 143_727_265, [134_000, 136_000, 219_000, 228_000, 264_000, 294_000, 317_000]),
    row("California", "Sydney", 179_076_515, [174_000, 188_000, 202_000, 226_000, 260_000, 286_000, 338_000]),
    row("California", "SaoPaulo", 185_933_828, [184_000, 185_000, 191_000, 230_000, 264_000, 287_000, 769_000]),
    row("Ireland", "Virginia", 107_881_753, [109_000, 111_000, 114_000, 120_000, 147_000, 177_000, 589_000]),
    row("Ireland", "Oregon", 170_595_076, [169_000, 172_000, 180_000, 190_000, 212_000, 238_000, 827_000]),
    row("Ireland", "California", 169_878_399, [169_000, 174_000, 177_000, 191_000, 231_000, 259_000, 292_000]),
    row("Ireland", "Singapore", 234_125_645, [202_000, 280_000, 292_000, 301_000, 601_000, 631_000, 655_000]),
    row("Ireland", "Tokyo", 278_388_317, [275_000, 276_000, 288_000, 364_000, 405_000, 445_000, 520_000]),
    row("Ireland", "Sydney", 346_161_534, [349_000, 357_000, 363_000, 371_000, 402_000, 422_000, 490_000]),
    row("Ireland", "SaoPaulo", 239_809_893, [239_000, 241_000, 245_000, 261_000, 292_000, 323_000, 1_088_000]),
    row("Singapore", "Virginia", 253_506_757, [253_000, 260_000, 269_000, 274_000, 323_000, 353_000, 915_000]),
    row("Singapore", "Oregon", 234_248_772, [234_000, 239_000, 246_000, 260_000, 302_000, 328_000, 397_000]),
    row("Singapore", "California", 186_744_171, [189_000, 193_000, 194_000, 211_000, 256_000, 281_000, 332_000]),
    row("Singapore", "Ireland", 233_496_391, [201_000, 279_000, 291_000, 299_000, 597_000, 629_000, 670_000]),
    row("Singapore", "Tokyo", 90_574_999, [89_500, 94_600, 103_000, 127_000, 154_000, 188_000, 240_000]),
    row("Singapore", "Sydney", 243_034_472, [269_000, 284_000, 314_000, 395_000, 653_000, 1_472_000, 3_267_000]),
    row("Singapore", "SaoPaulo", 362_769_379, [363_000, 368_000, 371_000, 386_000, 430_000, 462_000, 824_000]),
    row("Tokyo", "Virginia", 202_389_275, [203_000, 207_000, 213_000, 230_000, 248_000, 285_000, 394_000]),
    row("Tokyo", "Oregon", 134_946_487, [130_000, 144_000, 161_000, 169_000, 258_000, 288_000, 306_000]),
    row("Tokyo", "California", 146_528_710, [134_000, 136_000, 222_000, 228_000, 262_000, 289_000, 313_000]),
    row("Tokyo", "Ireland", 278_272_359, [275_000, 276_000, 287_000, 363_000, 404_000, 449_000, 571_000]),
    row("Tokyo", "Singapore", 90_628_778, [89_600, 94_700, 103_000, 127_000, 154_000, 185_000, 226_000]),
    row("Tokyo", "Sydney", 144_167_626, [145_000, 146_000, 148_000, 154_000, 270_000, 276_000, 314_000]),
    row("Tokyo", "SaoPaulo", 301_448_462, [300_000, 306_000, 313_000, 317_000, 358_000, 396_000, 568_000]),
    row("Sydney", "Virginia", 265_131_209, [269_000, 276_000, 283_000, 307_000, 344_000, 378_000, 442_000]),
    row("Sydney", "Oregon", 200_385_934, [200_000, 205_000, 212_000, 217_000, 228_000, 243_000, 351_000]),
    row("Sydney", "California", 177_884_973, [173_000, 187_000, 200_000, 207_000, 250_000, 275_000, 323_000]),
    row("Sydney", "Ireland", 346_565_318, [350_000, 357_000, 363_000, 371_000, 403_000, 425_000, 583_000]),
    row("Sydney", "Singapore", 243_124_927, [269_000, 284_000, 314_000, 396_000, 649_000, 1_366_000, 3_743_000]),
    row("Sydney", "Tokyo", 144_277_368, [145_000, 146_000, 148_000, 157_000, 270_000, 276_000, 304_000]),
    row("Sydney", "SaoPaulo", 333_595_231, [333_000, 333_000, 335_000, 343_000, 382_000, 413_000, 582_000]),
    row("SaoPaulo", "Virginia", 167_400_106, [147_000, 177_000, 239_000, 291_000, 308_000, 312_000, 753_000]),
    row("SaoPaulo", "Oregon", 207_574_044, [206_000, 208_000, 216_000, 249_000, 262_000, 291_000, 944_000]),
    row("SaoPaulo", "California", 185_865_493, [184_000, 185_000, 191_000, 229_000, 246_000, 282_000, 353_000]),
    row("SaoPaulo", "Ireland", 237_679_723, [237_000, 239_000, 243_000, 258_000, 291_000, 317_000, 717_000]),
    row("SaoPaulo", "Singapore", 362_806_090, [363_000, 368_000, 371_000, 387_000, 430_000, 461_000, 532_000]),
    row("SaoPaulo", "Tokyo", 301_448_903, [300_000, 306_000, 313_000, 317_000, 357_000, 396_000, 452_000]),
    row("SaoPaulo", "Sydney", 339_228_117, [339_000, 339_000, 341_000, 347_000, 384_000, 413_000, 492_000]),
    row("East-B", "East-C", 1_082_753, [849, 887, 968, 7_900, 46_400, 60_500, 683_000]),
    row("East-B", "East-D", 3_115_069, [1_650, 1_720, 5_740, 49_000, 65_500, 91_600, 158_000]),
    row("East-C", "East-B", 968_219, [838, 874, 960, 6_240, 12_700, 60_300, 138_000]),
    row("East-C", "East-D", 3_568_764, [1_890, 1_940, 8_210, 50_100, 68_500, 91_400, 136_000]),
    row("East-D", "East-B", 2_936_681, [1_600, 1_680, 4_460, 47_600, 60_800, 77_600, 150_000]),
    row("East-D", "East-C", 3_389_510, [1_870, 1_920, 6_690, 48_500, 61_400, 81_500, 199_000]),
    row("Virginia-B-1", "Virginia-B-2", 547_182, [426, 457, 532, 3_580, 13_400, 60_300, 154_000]),
    row("Virginia-B-1", "Virginia-B-3", 562_270, [432, 462, 541, 4_270, 21_000, 61_200, 153_000]),
    row("Virginia-B-2", "Virginia-B-1", 494_745, [397, 428, 508, 2_880, 12_300, 58_600, 151_000]),
    row("Virginia-B-2", "Virginia-B-3", 499_218, [386, 423, 506, 4_280, 13_000, 55_000, 83_700]),
    row("Virginia-B-3", "Virginia-B-1", 517_370, [417, 450, 535, 3_500, 11_600, 60_000, 129_000]),
    row("Virginia-B-3", "Virginia-B-2", 509_047, [395, 431, 511, 3_940, 13_000, 55_300, 161_000]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_was_measured_in_both_directions() {
        for row in &ALL {
            assert_eq!(Measured::between(row.from, row.to), Some(row));
            assert!(Measured::between(row.to, row.from).is_some_and(|back| back.from == row.to));
        }
        assert_eq!(places().count(), 14);
    }

    #[test]
    fn within_one_place_two_hosts_of_one_zone_are_meant() {
        let within = Measured::between("Tokyo", "Tokyo").unwrap();
        assert_eq!((within.from, within.to), ("Virginia-B-1", "Virginia-B-2"));
        assert_eq!(Measured::between("Virginia", "East-B"), None, "never measured");
        assert_eq!(Measured::between("Mars", "Mars"), None);
    }

    #[test]
    fn measured_quantiles_come_out_and_go_back_in() {
        for row in &ALL {
            let quickest = row.quickest_ns();
            for (chance, us) in CHANCES.into_iter().zip(row.quantiles_us) {
                assert!(
                    (row.round_trip_ns(chance, quickest) / ns(us) - 1.0).abs() < 1e-9,
                    "{} {chance}",
                    row.from
                );
            }
            let mut before = -1.0;
            for step in 0..=1_000 {
                let p = f64::from(step) / 1_000.000_1;
                let long = row.round_trip_ns(p, quickest);
                assert!(long >= before, "{} to {}: {p}", row.from, row.to);
                // Where two quantiles are the same, all chances between them have that time.
                assert!(row.share_within(long, quickest) - p > -1e-9, "{} to {}: {p}", row.from, row.to);
                before = long;
            }
        }
    }

    #[test]
    fn the_mean_of_what_is_drawn_is_the_measured_one() {
        for row in &ALL {
            let quickest = row.quickest_ns();
            let draws = 200_000;
            let at = |draw: u32| row.round_trip_ns((f64::from(draw) + 0.5) / f64::from(draws), quickest);
            let mean = (0..draws).map(at).sum::<f64>() / f64::from(draws);
            let measured = f64::from(row.mean_ns);
            assert!(
                (mean / measured - 1.0).abs() < 0.002,
                "{} to {}: {mean}, not {measured}",
                row.from,
                row.to
            );
        }
    }
}
