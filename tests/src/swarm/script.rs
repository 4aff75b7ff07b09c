use super::draw::Dice;

/// Who is there.
#[derive(Clone, Copy)]
pub(super) struct Cast {
    pub(super) nodes: u32,
    pub(super) clients: u32,
}

/// Operations and faults happen up to here, ms.
const BUSY_MS: u32 = 600;
/// All is mended here, where it is.
const MENDED_MS: u32 = 700;
/// How long it is quiet then: longer than a monitor waits that has waited twice as long six times.
const QUIET_MS: u32 = 14_000;

/// The value of `do` and the end of the run, ms. Every third run ends mended and quiet. `timeout` is how long leaders are
/// waited for, ms.
pub(super) fn script(
    dice: &mut Dice,
    cast: Cast,
    timeout: u32,
    (with_functions, is_loaded): (bool, bool),
) -> (String, u32) {
    let mut acts: Vec<String> = Vec::new();
    for number in 1..=dice.between(5, 40) {
        let act = operation(dice, cast, number, with_functions);
        acts.push(act);
    }
    for _ in 0..dice.between(0, 8) {
        let at = dice.between(0, BUSY_MS);
        acts.extend(match dice.between(0, 9) {
            0..=5 => vec![format!("{at}.{}", fault(dice, cast))],
            6 => restart(dice, cast, at),
            7 => outage(dice, cast, at),
            // Early, so that others have time to lead.
            8 => vec![format!("{}.{}", at / 3, isolated(dice, cast))],
            _ => vec![format!("{at}.pause.n1.{}ms", timeout + dice.between(0, 80))],
        });
    }
    // Clients that ask by themselves are never quiet.
    let is_mended = !is_loaded && dice.chance(33);
    if is_mended {
        acts.extend(mending(cast));
    }
    (acts.join("_"), if is_mended { MENDED_MS + QUIET_MS } else { BUSY_MS + dice.between(100, 600) })
}

/// A node goes off, and is back soon.
fn restart(dice: &mut Dice, cast: Cast, at: u32) -> Vec<String> {
    let (node, verb) = (dice.node(cast.nodes), *dice.one_of(&["kill", "crash"]));
    vec![format!("{at}.{verb}.{node}"), format!("{}.up.{node}", at + dice.between(1, 40))]
}

/// Several nodes lose power at once, the first too; of the others most are back soon.
fn outage(dice: &mut Dice, cast: Cast, at: u32) -> Vec<String> {
    let mut acts = vec![format!("{at}.crash.n1")];
    for id in 2..=cast.nodes {
        if dice.chance(60) {
            acts.push(format!("{at}.crash.n{id}"));
            acts.push(format!("{}.up.n{id}", at + dice.between(1, 60)));
        }
    }
    acts
}

/// A node is cut off from all other nodes and the monitor, with some clients on its side.
fn isolated(dice: &mut Dice, cast: Cast) -> String {
    let node = dice.node(cast.nodes);
    let (mut mine, mut others) = (vec![node.clone()], vec!["w1".to_owned()]);
    others.extend((1..=cast.nodes).map(|id| format!("n{id}")).filter(|id| *id != node));
    for id in 1..=cast.clients {
        match dice.between(0, 2) {
            0 => mine.push(format!("c{id}")),
            1 => others.push(format!("c{id}")),
            _ => {}
        }
    }
    format!("cut.{}.{}", mine.join("-"), others.join("-"))
}

fn instant(dice: &mut Dice) -> String {
    format!("{}us", dice.between(0, BUSY_MS * 10) * 100)
}

fn operation(dice: &mut Dice, cast: Cast, number: u32, with_functions: bool) -> String {
    let at = instant(dice);
    let key = *dice.one_of(&["x", "x", "y", "z"]);
    let what = match dice.between(0, 19) {
        0..=6 => format!("get.{key}"),
        7..=13 if with_functions && dice.chance(20) => {
            format!("put.{key}.{}", dice.one_of(&["NOW-28-29", "RAND-28-29"]))
        }
        7..=13 => format!("put.{key}.{number}"),
        14 => format!("del.{key}"),
        15 => format!("cas.{key}.{}.{number}", dice.between(1, number)),
        16 | 17 => "incr.i".into(),
        _ => format!("insert.{number}"),
    };
    let client = dice.between(1, cast.clients);
    let asked = if dice.chance(10) { format!(".{}", dice.node(cast.nodes)) } else { String::new() };
    format!("{at}.{what}.c{client}{asked}")
}

fn fault(dice: &mut Dice, cast: Cast) -> String {
    let node = dice.node(cast.nodes);
    let ms = dice.between(1, 300);
    match dice.between(0, 23) {
        0..=2 => format!("kill.{node}"),
        3..=5 => format!("crash.{node}"),
        6..=9 => format!("up.{node}"),
        10 | 11 => format!("pause.{node}.{ms}ms"),
        12 => format!("pause.{node}"),
        13 => two(dice, cast, "cut", ""),
        14 => two(dice, cast, "cut1", ""),
        15 => two(dice, cast, "split", ""),
        16 => "heal".into(),
        17 => format!("slow.{node}.{}ms", ms / 4),
        18 => {
            let rate = format!(".{}pct", dice.between(1, 60));
            two(dice, cast, "loss", &rate)
        }
        19 => {
            let rate = format!(".{}pct", dice.between(1, 60));
            two(dice, cast, "dup", &rate)
        }
        20 => single(dice, cast, ""),
        21 => single(dice, cast, &format!("{ms}ms")),
        22 => format!("transfer.p1.n{}", dice.between(1, cast.nodes)),
        _ if dice.chance(50) => format!("skew.{node}.{}{}ms", dice.one_of(&["", "-"]), ms / 4),
        _ => format!("upgrade.{node}"),
    }
}

fn ends(cast: Cast) -> Vec<String> {
    let clients = (1..=cast.clients).map(|id| format!("c{id}"));
    (1..=cast.nodes).map(|id| format!("n{id}")).chain(clients).chain(["w1".into()]).collect()
}

/// A fault between two sets: all ends fall to one, to the other or to none.
fn two(dice: &mut Dice, cast: Cast, verb: &str, more: &str) -> String {
    let node = dice.node(cast.nodes);
    let mut sets = [vec![node.clone()], Vec::new()];
    for end in ends(cast).into_iter().filter(|end| *end != node) {
        match dice.between(0, 9) {
            0 => sets[0].push(end),
            1..=7 => sets[1].push(end),
            _ => {}
        }
    }
    if sets[1].is_empty() {
        return "heal".into();
    }
    format!("{verb}.{}.{}{more}", sets[0].join("-"), sets[1].join("-"))
}

/// One message that is lost, or late.
fn single(dice: &mut Dice, cast: Cast, late: &str) -> String {
    let ends = ends(cast);
    let (from, to) = (dice.one_of(&ends).clone(), dice.one_of(&ends).clone());
    let number = dice.between(1, 9);
    match (from == to, late) {
        (true, _) => "heal".into(),
        (false, "") => format!("lose.{from}.{to}.{number}"),
        (false, late) => format!("delay.{from}.{to}.{late}.{number}"),
    }
}

/// Everything is up, on time and joined again.
fn mending(cast: Cast) -> impl Iterator<Item = String> {
    let all = ends(cast);
    let pairs = (0..all.len() - 1).flat_map(move |at| {
        let (one, others) = (all[at].clone(), all[at + 1..].join("-"));
        ["loss", "dup"].map(|verb| format!("{verb}.{one}.{others}.0pct"))
    });
    let nodes = (1..=cast.nodes).flat_map(|id| [format!("up.n{id}"), format!("slow.n{id}.0ms")]);
    core::iter::once("heal".to_owned()).chain(pairs).chain(nodes).map(|what| format!("{MENDED_MS}.{what}"))
}
