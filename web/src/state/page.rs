use quorate_core::{
    run::Run,
    scenario::{Act, Edit, Pane, Problem, Replication, Rule, Scenario, Show, Verb, parse},
};
use std::rc::Rc;

/// States that can be gone back to; the oldest are forgotten.
const MOST_PAST: usize = 200;

/// What is asked where time is looked at for the first time, and how long that takes, ns.
const FIRST_LINES: [&str; 3] = ["5.put.x.1", "20.put.x.2", "35.put.x.3"];
const FIRST_NS: u64 = 60_000_000;

/// The page's state: a run, the way back, the way forth, and what there is to say about both.
#[derive(Clone, Debug)]
pub struct State {
    run: Run,
    /// Shared, as playing makes a state for every frame.
    past: Rc<Vec<Scenario>>,
    future: Rc<Vec<Scenario>>,
    /// The kind of the edit that goes on, such as a slider that is still held.
    drag: Option<core::mem::Discriminant<Edit>>,
    problems: Vec<Problem>,
    refusal: Option<String>,
}

/// What the reader does to the page.
#[derive(Clone, Debug)]
pub enum Action {
    /// An edit by itself.
    Edit(Edit),
    /// Edits that are one step.
    Edits(Rc<[Edit]>),
    /// An edit that goes on: all of one drag are one step back, and the change shown is that of the whole drag.
    Drag(Edit),
    /// The drag ended.
    Drop,
    /// Shows another instant, ns; none is the end. Nothing happens otherwise, and there is nothing to undo.
    Seek(Option<u64>),
    /// Chooses pictures; where time is chosen for the first time, there is something to see.
    Show(Show),
    /// Puts a line into the script at the instant that is shown.
    Now(Verb),
    /// One step back.
    Undo,
    /// One step forth.
    Redo,
    /// Back to the example that the page started from.
    Reset,
    /// Another address, typed or followed.
    Load(String),
    /// Puts what is near in the place of what could not be read.
    UseHint(usize),
    /// Closes what was said about an address or an edit.
    Dismiss,
}

impl State {
    /// The page of an address.
    pub fn open(address: &str) -> Self {
        let parsed = parse(address);
        State {
            run: Run::new(parsed.scenario),
            past: Rc::default(),
            future: Rc::default(),
            drag: None,
            problems: parsed.problems,
            refusal: None,
        }
    }

    /// What follows from the scenario.
    pub const fn run(&self) -> &Run {
        &self.run
    }

    /// What the reader chose.
    pub const fn scenario(&self) -> &Scenario {
        self.run.scenario()
    }

    /// Whether there is a way back.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a way forth.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Whether a drag goes on: its address is not yet worth writing down.
    pub const fn is_dragging(&self) -> bool {
        self.drag.is_some()
    }

    /// Whether two states differ by the instant that is shown, if they differ at all.
    pub fn is_same_but_for_instant(&self, other: &State) -> bool {
        let sizes = |state: &State| (state.past.len(), state.future.len(), state.drag.is_some());
        let has_same_words = self.problems == other.problems && self.refusal == other.refusal;
        let end = |state: &State| state.scenario().edited(&Edit::Seek(None)).ok();
        sizes(self) == sizes(other)
            && has_same_words
            && self.run.has_same_rings(&other.run)
            && self.run.has_same_courses(&other.run)
            && end(self) == end(other)
    }

    /// What could not be read of the address.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Why the last edit could not be made.
    pub fn refusal(&self) -> Option<&str> {
        self.refusal.as_deref()
    }

    /// The state after an action.
    #[must_use]
    pub fn after(&self, action: &Action) -> State {
        let mut next = State { refusal: None, ..self.clone() };
        match action {
            Action::Edit(edit) => next.edit(edit),
            Action::Edits(edits) => next.edits(edits),
            Action::Drag(edit) => next.drag(edit),
            Action::Drop => next.drag = None,
            Action::Seek(at_ns) => next.seek(*at_ns),
            Action::Show(show) => next.show(*show),
            Action::Now(verb) => {
                let at_ns = self.scenario().experiment().moment_ns();
                next.edit(&Edit::Do(Act { at_ns, verb: verb.clone() }));
            }
            Action::Undo => next.step_back(),
            Action::Redo => next.step_forth(),
            Action::Reset => next.edit(&Edit::Preset(self.scenario().preset())),
            Action::Load(address) => next.load(address),
            Action::UseHint(at) => next.use_hint(*at),
            Action::Dismiss => next.problems.clear(),
        }
        next
    }

    fn edit(&mut self, edit: &Edit) {
        self.drag = None;
        match self.scenario().edited(edit) {
            Ok(scenario) => self.go(scenario),
            Err(refusal) => self.refusal = Some(refusal),
        }
    }

    fn show(&mut self, show: Show) {
        let is_new = show.has_time() && self.scenario().experiment().replication() == Replication::Single;
        let first: &[Edit] = &[Edit::Replicate(Replication::Leader), Edit::Until(FIRST_NS)];
        let mut edits = if is_new { first.to_vec() } else { Vec::new() };
        if is_new && self.scenario().experiment().script().is_empty() {
            let lines = FIRST_LINES.iter().filter_map(|line| Act::read(line).ok());
            edits.extend(lines.map(Edit::Do));
        }
        edits.extend(self.first_quorum(show));
        edits.push(Edit::Show(show));
        self.edits(&edits);
    }

    /// Where quorums are chosen and the copies are fewer than are waited for.
    fn first_quorum(&self, show: Show) -> Vec<Edit> {
        let asks = show.has(Pane::Quorum) || show.has(Pane::Stale);
        if asks { enough_copies(self.scenario()) } else { Vec::new() }
    }

    fn edits(&mut self, edits: &[Edit]) {
        self.drag = None;
        match edits.iter().try_fold(self.scenario().clone(), |scenario, edit| scenario.edited(edit)) {
            Ok(scenario) => self.go(scenario),
            Err(refusal) => self.refusal = Some(refusal),
        }
    }

    /// The end has no instant of its own in an address.
    fn seek(&mut self, at_ns: Option<u64>) {
        let until_ns = self.scenario().experiment().until_ns();
        let edit = Edit::Seek(at_ns.filter(|at_ns| *at_ns < until_ns));
        if let Ok(scenario) = self.scenario().edited(&edit) {
            self.run = self.run.next(scenario);
        }
    }

    /// Edits what was there when the drag began.
    fn drag(&mut self, edit: &Edit) {
        let kind = core::mem::discriminant(edit);
        if self.drag != Some(kind) {
            self.edit(edit);
            self.drag = self.refusal.is_none().then_some(kind);
            return;
        }
        let start = self.past.last().unwrap_or(self.scenario());
        match start.edited(edit) {
            Ok(scenario) => self.run = self.run.next(scenario),
            Err(refusal) => self.refusal = Some(refusal),
        }
    }

    fn go(&mut self, scenario: Scenario) {
        if scenario == *self.scenario() {
            return;
        }
        let now = self.scenario().clone();
        let past = Rc::make_mut(&mut self.past);
        past.push(now);
        if past.len() > MOST_PAST {
            past.remove(0);
        }
        self.future = Rc::default();
        self.run = self.run.next(scenario);
    }

    fn step_back(&mut self) {
        self.drag = None;
        if let Some(scenario) = Rc::make_mut(&mut self.past).pop() {
            let now = self.scenario().clone();
            Rc::make_mut(&mut self.future).push(now);
            self.run = self.run.next(scenario);
        }
    }

    fn step_forth(&mut self) {
        self.drag = None;
        if let Some(scenario) = Rc::make_mut(&mut self.future).pop() {
            let now = self.scenario().clone();
            Rc::make_mut(&mut self.past).push(now);
            self.run = self.run.next(scenario);
        }
    }

    fn load(&mut self, address: &str) {
        let parsed = parse(address);
        self.problems = parsed.problems;
        self.drag = None;
        self.go(parsed.scenario);
    }

    fn use_hint(&mut self, at: usize) {
        let Some(problem) = self.problems.get(at).cloned() else { return };
        let Some(hint) = problem.hint else { return };
        self.problems.remove(at);
        // The canonical address of what did load, with the one field as it is hinted at.
        let address = self.scenario().address();
        let params =
            address.split('&').filter(|field| field.split('=').next() != Some(problem.field.as_str()));
        let params = params.collect::<Vec<_>>().join("&");
        let parsed = parse(&format!("{params}&{}={hint}", problem.field));
        self.go(parsed.scenario);
    }
}

impl PartialEq for State {
    fn eq(&self, other: &Self) -> bool {
        self.scenario() == other.scenario()
            && self.run.has_same_rings(&other.run)
            && self.run.has_same_courses(&other.run)
            && (self.past.len(), self.future.len(), self.drag)
                == (other.past.len(), other.future.len(), other.drag)
            && self.problems == other.problems
            && self.refusal == other.refusal
    }
}

/// The edits by which there are three copies, and two of them are waited for, where fewer copies are than are waited for.
pub(crate) fn enough_copies(scenario: &Scenario) -> Vec<Edit> {
    let Some(rules) = scenario.modes().first().map(|mode| &mode.quorum) else { return Vec::new() };
    if rules.w.max(rules.r) <= scenario.now().replicas() {
        return Vec::new();
    }
    let copies = (scenario.now().nodes().len() as u32).clamp(1, 3);
    let most = copies / 2 + 1;
    let count = |rule| Edit::Rule(0, rule);
    vec![Edit::Replicas(copies), count(Rule::WriteCount(most)), count(Rule::ReadCount(most))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use quorate_core::{
        base::{Digest, NodeId, Unit},
        scenario::Pane,
    };

    #[test]
    fn undo_and_redo_give_back_the_same_run() {
        let start = State::open("v=1&s=ring");
        let added = start.after(&Action::Edit(Edit::AddNode));
        let back = added.after(&Action::Undo);
        assert_eq!(back.scenario(), start.scenario());
        assert_eq!(Digest::of(back.run()), Digest::of(start.run()));
        assert_eq!(Digest::of(back.after(&Action::Redo).run()), Digest::of(added.run()));
        assert_eq!(
            Digest::of(added.run()),
            Digest::of(&Run::new(added.scenario().clone())),
            "what is taken over is what is made anew"
        );
    }

    #[test]
    fn a_drag_is_one_step_and_one_change() {
        let start = State::open("v=1&s=four-each");
        let dragged = [3, 9, 27]
            .iter()
            .fold(start.clone(), |state, vnodes| state.after(&Action::Drag(Edit::Vnodes(*vnodes))));
        let dropped = dragged.after(&Action::Drop);
        assert_eq!((dropped.scenario().now().vnodes(), dropped.scenario().before().vnodes()), (27, 4));
        assert_eq!(dropped.after(&Action::Undo).scenario(), start.scenario());
    }

    const CRASH: &str = "v=1&nodes=3&repl=leader&show=time&until=56ms&do=2.put.x.1_35.kill.n1";

    #[test]
    fn another_instant_is_no_change_and_nothing_is_run_anew() {
        let start = State::open(CRASH);
        let sought = [1, 30, 55]
            .iter()
            .fold(start.clone(), |state, ms| state.after(&Action::Seek(Some(ms * 1_000_000))));
        assert!(sought.run().has_same_courses(start.run()) && sought.is_same_but_for_instant(&start));
        assert!(!sought.can_undo() && sought.scenario().address().contains("at=55"));
        let end = sought.after(&Action::Seek(Some(56_000_000)));
        assert_eq!(end.scenario().address(), start.scenario().address());
    }

    #[test]
    fn time_chosen_for_the_first_time_has_something_to_show_and_is_one_step() {
        let start = State::open("v=1&s=ring");
        let time = start.after(&Action::Show(Show::TIME));
        assert!(time.refusal().is_none() && time.scenario().shows_time(), "{:?}", time.refusal());
        assert!(time.run().courses().is_some_and(|courses| courses.all().is_ok()));
        assert_eq!(time.after(&Action::Undo).scenario(), start.scenario());
        let again = time.after(&Action::Show(Show::RING)).after(&Action::Show(Show::RING.with(Pane::Time)));
        assert_eq!(again.scenario().experiment().script().len(), 3);
        assert!(again.scenario().shows_ring() && again.scenario().shows_time());
    }

    #[test]
    fn what_is_done_now_stands_in_the_script_at_the_instant_shown() {
        let start = State::open(CRASH).after(&Action::Seek(Some(20_000_000)));
        let killed = start.after(&Action::Now(Verb::Kill(Unit::Node(NodeId(2)))));
        let lines: Vec<String> = killed.scenario().experiment().script().iter().map(Act::line).collect();
        assert_eq!(lines, ["2.put.x.1", "20.kill.n2", "35.kill.n1"]);
        assert!(!killed.run().has_same_courses(start.run()));
        assert_eq!(killed.after(&Action::Undo).scenario(), start.scenario());
    }

    #[test]
    fn a_refused_edit_changes_nothing_but_says_why() {
        let start = State::open("v=1&s=four-each");
        let refused = start.after(&Action::Edit(Edit::Replicas(0)));
        assert_eq!(refused.scenario(), start.scenario());
        assert!(refused.refusal().is_some_and(|why| why.contains("nearest")));
        assert!(refused.after(&Action::Undo).refusal().is_none());
    }

    #[test]
    fn a_hint_can_be_used_as_it_is() {
        let state = State::open("v=1&s=ring&vnodes=99999&hash=md6");
        assert_eq!(state.problems().len(), 2);
        let fixed = state.after(&Action::UseHint(1));
        assert_eq!(fixed.scenario().now().vnodes(), 1024, "{:?}", fixed.problems());
        assert_eq!(fixed.after(&Action::UseHint(0)).scenario().now().hash().id(), "md5");
    }
}
