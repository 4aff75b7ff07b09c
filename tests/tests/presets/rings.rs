//! Examples of rings: shares, and what moves.

use crate::{run, tenths, the_document_says, the_page_says};
use quorate_core::{base::Share, partition::balance::expected_deviation, run::Run};

fn now(run: &Run) -> Vec<Share> {
    run.ownership().iter().filter_map(|owned| owned.now).collect()
}

fn before(run: &Run) -> Vec<Share> {
    run.ownership().iter().filter_map(|owned| owned.before).collect()
}

/// `.24370`
fn five(share: Share) -> String {
    format!(".{:05}", share.scaled(100_000))
}

/// `36.2, 34.2 and 29.5`
fn listed(shares: &[Share], word: fn(Share) -> String, and: &str) -> String {
    let words: Vec<String> = shares.iter().copied().map(word).collect();
    let (last, first) = words.split_last().expect("a share");
    format!("{}{and}{last}", first.join(", "))
}

/// Whether each range that moved went where a rule lets it go.
fn all_move(run: &Run, goes: impl Fn(&str, &str) -> bool) -> bool {
    let name = |id| {
        let scenario = run.scenario();
        if scenario.now().has(id) { scenario.now().name(id) } else { scenario.before().name(id) }
    };
    run.movement().ranges.iter().all(|range| goes(&name(range.from), &name(range.to)))
}

#[test]
fn the_ring_of_guide_002_has_the_shares_that_are_said() {
    let run = run("ring");
    the_page_says("ring", &format!("as {} %", listed(&before(&run), tenths, " and ")));
    the_document_says("150 virtual nodes", &listed(&before(&run), five, ", "));
    the_document_says("`Node-D` joins", &listed(&now(&run), five, ", "));
    let moved = run.movement().share.scaled(100_000);
    the_document_says("`Node-D` joins", &format!("takes {}.{:03} %", moved / 1_000, moved % 1_000));
    assert_eq!(moved, 24_370);
    assert!(all_move(&run, |_, to| to == "Node-D"));
    let deviation = expected_deviation(3, 150);
    the_document_says("150 virtual nodes", &format!("{:.1} %", deviation * 100.0));
}

#[test]
fn the_fourth_of_guide_000_takes_exactly_a_quarter_from_b() {
    let run = run("quarter");
    assert_eq!(run.movement().share.num.times(4), run.movement().share.den);
    assert!(all_move(&run, |from, to| (from, to) == ("B", "D")));
    the_page_says("quarter", "D at 180° takes a quarter of the ring, all of it from B");
    the_document_says("D joins at 180°", &format!("B, which keeps {} %", tenths(now(&run)[1])));
    assert_eq!(run.modulo_moved().scaled(1_000_000), 750_000);
}

#[test]
fn four_vnodes_each_are_ten_tokens_and_no_third_each() {
    let run = run("four-each");
    assert_eq!(run.ring().ring_nodes().iter().map(|node| node.tokens.len()).collect::<Vec<_>>(), [4, 3, 3]);
    the_page_says("four-each", "4, 3 and 3 tokens");
    the_page_says("four-each", &format!("{} %", listed(&now(&run), tenths, " and ")));
    let [a, b, c] = now(&run)[..] else { panic!("three nodes") };
    the_document_says("A owns 150°", &format!("{} % ●, {} % ● and {} %", tenths(a), tenths(b), tenths(c)));
}

#[test]
fn three_vnodes_each_are_far_from_a_third_each() {
    let run = run("three-each");
    the_page_says("three-each", &format!("{} %", listed(&now(&run), tenths, " and ")));
    let [a, b, c] = now(&run)[..] else { panic!("three nodes") };
    the_document_says(
        "3 virtual nodes each",
        &format!("A owns {} %, B {} % and C {} %", tenths(a), tenths(b), tenths(c)),
    );
    let order: Vec<String> = (0..run.ring().len())
        .map(|at| run.scenario().now().name(run.ring().node_at(at)).replace("Node-", ""))
        .collect();
    the_document_says("3 virtual nodes each", &order.join(" "));
}

#[test]
fn with_one_token_each_the_largest_share_is_many_times_the_smallest() {
    let run = run("one-each");
    let shares = now(&run);
    let largest = shares.iter().map(|share| share.num).max().expect("a node");
    let smallest = shares.iter().map(|share| share.num).min().expect("a node");
    let times = largest.approx() / smallest.approx();
    the_document_says("`one-each` | five", &format!("{} %", listed(&shares, tenths, " and ")));
    the_document_says("`one-each` | five", &format!("{times:.0} times the smallest"));
    the_page_says("one-each", "the largest of five shares is");
}

#[test]
fn more_tokens_make_a_ring_more_even() {
    let (few, many) = (run("cassandra-16"), run("cassandra-256"));
    for (id, run, tokens) in [("cassandra-16", &few, 16), ("cassandra-256", &many, 256)] {
        let shares = now(run);
        let most = shares.iter().max_by_key(|share| share.num).copied().expect("a node");
        let least = shares.iter().min_by_key(|share| share.num).copied().expect("a node");
        let said = format!("from {} to {} %", tenths(least), tenths(most));
        the_document_says(&format!("| `{id}` |"), &said);
        the_document_says(&format!("| `{id}` |"), &format!("{} % moves", tenths(run.movement().share)));
        the_page_says(id, &format!("{tokens} "));
        assert!(run.ring().ring_nodes().iter().all(|node| node.tokens.len() == tokens));
        assert_eq!(run.ring().ring_nodes().len(), 6);
    }
    assert!(many.deviation() < few.deviation());
    assert!(many.ring().len() > few.ring().len());
}

#[test]
fn a_node_of_weight_200_has_twice_the_tokens_and_about_twice_the_ring() {
    let run = run("weights");
    let tokens: Vec<usize> = run.ring().ring_nodes().iter().map(|node| node.tokens.len()).collect();
    assert_eq!(tokens, [128, 256, 128]);
    the_document_says("| `weights` |", "256 tokens, not 128");
    the_document_says("| `weights` |", &format!("{} %", listed(&now(&run), tenths, " and ")));
    let [a, b, c] = now(&run)[..] else { panic!("three nodes") };
    let times = 2.0 * b.approx() / (a.approx() + c.approx());
    assert!((1.8..2.2).contains(&times), "about twice: {times}");
    the_page_says("weights", "twice the tokens, and about twice the ring");
}

#[test]
fn fnv_gives_two_of_five_nodes_two_thirds() {
    let run = run("fnv");
    let mut shares: Vec<f64> = now(&run).iter().map(|share| share.approx()).collect();
    shares.sort_by(f64::total_cmp);
    let largest = shares[3] + shares[4];
    assert!(shares.len() == 5 && (largest - 2.0 / 3.0).abs() < 0.01, "{largest}");
    the_document_says("| `fnv` |", &format!("{} %", listed(&now(&run), tenths, " and ")));
    the_document_says("| `fnv` |", &format!("a deviation of {:.0} %", run.deviation() * 100.0));
    let expected = run.expected_deviation().expect("all nodes have as many tokens");
    the_document_says("| `fnv` |", &format!("random tokens give {:.0} %", expected * 100.0));
    assert!(run.max_over_mean() > 1.0 + 3.0 * expected, "{}", run.max_over_mean());
    the_page_says("fnv", "two of five nodes own two thirds of the ring");
}

#[test]
fn of_a_node_that_is_off_only_its_own_ranges_move() {
    let run = run("node-down");
    let was = run.ownership().into_iter().find(|owned| owned.now.is_none()).and_then(|owned| owned.before);
    assert_eq!(was.map(|share| share.num), Some(run.movement().share.num));
    assert!(all_move(&run, |from, _| from == "Node-B"));
    the_document_says("| `node-down` |", &format!("its {} % goes", tenths(run.movement().share)));
    the_page_says("node-down", "only its ranges move");
}

#[test]
fn the_twelfth_and_the_thousandth_node_take_what_is_said() {
    let (twelve, thousand) = (run("twelve"), run("thousand"));
    the_document_says("| `twelve` |", &format!("{} % moves", tenths(twelve.movement().share)));
    let moved = thousand.movement().share.scaled(10_000);
    the_document_says("| `thousand` |", &format!("0.{moved:02} % moves"));
    the_document_says("| `thousand` |", &format!("{} %", tenths(thousand.modulo_moved())));
    // A thousandth, to the digit that a sentence has.
    assert_eq!(thousand.movement().share.scaled(1_000), 1);
    assert!(thousand.modulo_moved().approx() > 0.99);
    the_page_says("thousand", "a thousandth of the ring moves, where hash mod N moves nearly all");
}
