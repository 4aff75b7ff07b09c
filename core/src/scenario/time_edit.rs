//! Edits of what happens over time.
//!
//! What an edit sets is written as an address has it, and read again. So the limits of the grammar hold for edits too, what
//! can be said in two ways is kept in one, and a refusal is in the same words.

use super::{
    Act, Edit, Experiment, LinkRule, Mode, Problem, Rule, Scenario,
    edit::within,
    field::{TIME_FIELDS, absent},
};
use crate::base::limit;
use alloc::{format, string::String};

impl Scenario {
    /// Makes an edit of time, or leaves all as it is; whether it is one.
    pub(super) fn change_time(&mut self, edit: &Edit) -> Result<bool, String> {
        if let Some(key) = self.experiment.set(edit) {
            return self.confirm(key).map(|()| true);
        }
        match edit {
            Edit::Do(act) => self.insert(act)?,
            Edit::Strike(at) => {
                self.experiment.present(*at)?;
                self.experiment.script.remove(*at);
            }
            Edit::Alter(at, act) => self.alter(*at, act)?,
            Edit::ClearAfter(ns) => self.experiment.script.retain(|act| act.at_ns <= *ns),
            Edit::Modes(modes) => self.set_modes(modes)?,
            Edit::Rule(mode, rule) => {
                let rule = self.confirmed(*rule)?;
                let Some(mode) = self.experiment.modes.get_mut(*mode) else {
                    return Err(format!("there is no mode {}: add it first", mode.saturating_add(1)));
                };
                rule.set(mode);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Reads a field as it is written.
    fn confirm(&mut self, key: &str) -> Result<(), String> {
        let Some(field) = TIME_FIELDS.iter().find(|field| field.key == key) else { return Ok(()) };
        let value = (field.write)(self).unwrap_or_default();
        (field.read)(self, &value).map_err(|problem| refusal(&problem.of(key)))
    }

    fn confirmed(&self, rule: Rule) -> Result<Rule, String> {
        let value = rule.value();
        let read = Rule::read(rule.key(), &value).map_err(|problem| refusal(&problem))?;
        match read.named().filter(|id| !self.now.has(*id)) {
            Some(id) => Err(refusal(&absent(&value, &id).of(rule.key()))),
            None => Ok(read),
        }
    }

    fn set_modes(&mut self, modes: &[Mode]) -> Result<(), String> {
        within("modes", modes.len() as u32, 1, limit::MODES)?;
        let mut confirmed = modes.to_vec();
        for mode in &mut confirmed {
            for rule in Rule::of(mode) {
                self.confirmed(rule)?.set(mode);
            }
        }
        self.experiment.modes = confirmed;
        Ok(())
    }

    fn insert(&mut self, act: &Act) -> Result<(), String> {
        if let Some(unit) = act.verb.units().into_iter().find(|unit| !self.now.has_unit(*unit)) {
            return Err(format!("{unit} is not in the cluster"));
        }
        if self.experiment.script.len() >= limit::SCRIPT {
            return Err(format!("a script has {} lines at most: take one out first", limit::SCRIPT));
        }
        self.experiment.place(confirmed_act(act)?);
        Ok(())
    }

    /// A line of the same instant stays where it is.
    fn alter(&mut self, at: usize, act: &Act) -> Result<(), String> {
        let act = confirmed_act(act)?;
        let old = self.experiment.present(at)?;
        if old.at_ns == act.at_ns {
            *old = act;
        } else {
            self.experiment.script.remove(at);
            self.experiment.place(act);
        }
        Ok(())
    }
}

impl Experiment {
    /// Sets what one field of an address says; its key, if the edit does so.
    fn set(&mut self, edit: &Edit) -> Option<&'static str> {
        match edit {
            Edit::Replicate(replication) => self.replication = *replication,
            Edit::Latency(latency) => {
                self.links.iter_mut().take(1).for_each(|rule| rule.latency = latency.clone());
            }
            Edit::LatencyBetween(one, other, latency) => {
                let ends = Some(((*one).min(*other), (*one).max(*other)));
                self.links.retain(|rule| rule.ends != ends);
                self.links.extend(latency.clone().map(|latency| LinkRule { ends, latency }));
            }
            Edit::Loss(ppm) => self.loss_ppm = *ppm,
            Edit::Disk(ns) => self.disk_ns = *ns,
            Edit::DiskOf(id, None) => self.disks.remove(*id),
            Edit::DiskOf(id, Some(ns)) => {
                self.disks.insert(*id, *ns);
            }
            Edit::Skew(id, ns) => {
                self.skew_ns.insert(*id, *ns);
            }
            Edit::Timeout(ns) => self.timeout_ns = *ns,
            Edit::Retry(times, ns) => (self.retries, self.retry_wait_ns) = (*times, *ns),
            Edit::Load(load) => self.load = *load,
            Edit::Clients(clients) => self.clients = *clients,
            Edit::Think(ns) => self.think_ns = *ns,
            Edit::Arrive(arrival) => self.arrival = *arrival,
            Edit::Until(ns) => self.until_ns = *ns,
            Edit::Seek(at_ns) => self.at_ns = *at_ns,
            _ => {}
        }
        Some(match edit {
            Edit::Replicate(_) => "repl",
            Edit::Latency(_) | Edit::LatencyBetween(..) => "link",
            Edit::Loss(_) => "loss",
            Edit::Disk(_) | Edit::DiskOf(..) => "disk",
            Edit::Skew(..) => "skew",
            Edit::Timeout(_) => "timeout",
            Edit::Retry(..) => "retry",
            Edit::Load(_) => "load",
            Edit::Clients(_) => "clients",
            Edit::Think(_) => "think",
            Edit::Arrive(_) => "arrive",
            Edit::Until(_) => "until",
            Edit::Seek(_) => "at",
            _ => return None,
        })
    }

    fn present(&mut self, at: usize) -> Result<&mut Act, String> {
        let count = self.script.len();
        self.script
            .get_mut(at)
            .ok_or_else(|| format!("there is no line {}: the script has {count}", at.saturating_add(1)))
    }

    /// Puts a line after those of its instant.
    fn place(&mut self, act: Act) {
        let at = self.script.partition_point(|other| other.at_ns <= act.at_ns);
        self.script.insert(at, act);
    }
}

fn confirmed_act(act: &Act) -> Result<Act, String> {
    Act::read(&act.line()).map_err(|problem| refusal(&problem.of("do")))
}

fn refusal(problem: &Problem) -> String {
    format!("{}={} {}", problem.field, problem.value, problem.message)
}
