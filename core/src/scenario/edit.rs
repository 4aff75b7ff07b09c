use super::{Attachment, Cluster, Generated, Keys, Node, Preset, Scenario, Text, TextSize, Theme};
use crate::{
    base::{IdMap, NodeId, limit},
    hash::HashFn,
    topology::Site,
};
use alloc::{
    format,
    string::{String, ToString},
};

/// One thing that the reader does. Edits of the cluster make what was the state before the change.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Starts anew from a preset; theme and size of text stay.
    Preset(&'static Preset),
    /// Adds the next node.
    AddNode,
    /// Removes a node.
    RemoveNode(NodeId),
    /// Gives a node a name; its generated tokens, which are hashes of its name, follow.
    Rename(NodeId, Text),
    /// Gives a node a weight in per cent.
    Weigh(NodeId, u32),
    /// Powers a node off or on.
    Power(NodeId, bool),
    /// Gives all nodes so many generated tokens; tokens that were given are dropped.
    Vnodes(u32),
    /// Changes the hash function.
    Hash(HashFn),
    /// Changes the number of copies.
    Replicas(u32),
    /// Counts generated keys.
    GenerateKeys(Generated),
    /// Counts the reader's own keys.
    AttachKeys(Attachment),
    /// Follows a key.
    Pick(Text),
    /// Light or dark.
    Theme(Theme),
    /// For a desk or for a hall.
    TextSize(TextSize),
}

impl Scenario {
    /// The scenario after an edit, or in words why it cannot be made.
    pub fn edited(&self, edit: &Edit) -> Result<Scenario, String> {
        let mut next = self.clone();
        match edit {
            Edit::Preset(preset) => {
                next = Scenario { theme: self.theme, text: self.text, ..preset.scenario() };
            }
            Edit::GenerateKeys(generated) => {
                within("keys", generated.count, 0, limit::KEYS)?;
                next.keys = Keys::Generated(generated.clone());
            }
            Edit::AttachKeys(attachment) => {
                within("keys", attachment.count, 1, limit::KEYS)?;
                next.keys = Keys::Attached(*attachment);
            }
            Edit::Pick(key) => next.pick = key.clone(),
            Edit::Theme(theme) => next.theme = *theme,
            Edit::TextSize(text) => next.text = *text,
            _ => {
                next.now.change(edit)?;
                next.before = self.now.clone();
            }
        }
        Ok(next)
    }
}

impl Cluster {
    fn change(&mut self, edit: &Edit) -> Result<(), String> {
        match edit {
            Edit::AddNode => self.add_node()?,
            Edit::RemoveNode(id) => self.remove_node(*id)?,
            Edit::Rename(id, name) => self.rename(*id, name)?,
            Edit::Weigh(id, weight) => {
                within("a weight", *weight, 1, limit::WEIGHT_PERCENT)?;
                self.weights.insert(self.present(*id)?, *weight);
                self.weights.retain(|_, weight| *weight != 100);
                self.tokens.remove(*id);
            }
            Edit::Power(id, true) => {
                self.down.remove(self.present(*id)?);
            }
            Edit::Power(id, false) => {
                self.down.insert(self.present(*id)?, ());
            }
            Edit::Vnodes(vnodes) => {
                within("tokens a node", *vnodes, 1, limit::VNODES)?;
                self.vnodes = *vnodes;
                self.tokens = IdMap::default();
            }
            Edit::Hash(function) => self.set_hash(*function),
            Edit::Replicas(replicas) => {
                within("copies", *replicas, 1, limit::REPLICAS)?;
                self.replicas = *replicas;
            }
            _ => {}
        }
        self.check_tokens().map_err(|most| {
            format!(
                "{} tokens in all exceed {}: take {most} a node or fewer nodes",
                self.total_tokens(),
                limit::TOKENS
            )
        })
    }

    fn present(&self, id: NodeId) -> Result<NodeId, String> {
        if self.has(id) { Ok(id) } else { Err(format!("{id} is not in the cluster")) }
    }

    fn add_node(&mut self) -> Result<(), String> {
        let id = self.next_id();
        if self.nodes.len() >= limit::NODES as usize || id.0 > limit::NODE_NUMBER {
            return Err(format!("a cluster here has {} nodes at most: remove one first", limit::NODES));
        }
        self.nodes.push(Node { id, site: Site::FIRST });
        Ok(())
    }

    fn remove_node(&mut self, id: NodeId) -> Result<(), String> {
        self.present(id)?;
        if self.nodes.len() == 1 {
            return Err("the last node cannot be removed: add another first".to_string());
        }
        self.nodes.retain(|node| node.id != id);
        self.prune();
        Ok(())
    }

    fn rename(&mut self, id: NodeId, name: &Text) -> Result<(), String> {
        self.present(id)?;
        if let Some(other) =
            self.nodes.iter().find(|node| node.id != id && self.name(node.id) == name.as_str())
        {
            return Err(format!(
                "{} is called {name} already, and equal names have equal tokens: choose another",
                other.id
            ));
        }
        if self.naming.name(id) == name.as_str() {
            self.names.remove(id);
        } else {
            self.names.insert(id, name.clone());
        }
        Ok(())
    }
}

fn within(what: &str, value: u32, least: u32, most: u32) -> Result<(), String> {
    if (least..=most).contains(&value) {
        return Ok(());
    }
    let near = value.clamp(least, most);
    Err(format!("{what}: {value} is not from {least} to {most}: {near} is nearest"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{parse, preset};

    #[test]
    fn every_edit_is_in_the_address_and_the_address_gives_it_back() {
        let text = |text| Text::new(text).unwrap();
        let edits = [
            Edit::AddNode,
            Edit::RemoveNode(NodeId(2)),
            Edit::Rename(NodeId(1), text("north")),
            Edit::Weigh(NodeId(3), 250),
            Edit::Power(NodeId(3), false),
            Edit::Vnodes(7),
            Edit::Hash(HashFn::Crc16),
            Edit::Replicas(2),
            Edit::GenerateKeys(Generated { count: 5, prefix: text("a b"), seed: 9 }),
            Edit::AttachKeys(Attachment { count: 3, digest: 0x00c0_ffee }),
            Edit::Pick(text("señor")),
            Edit::Theme(Theme::Dark),
            Edit::TextSize(TextSize::Large),
            Edit::Power(NodeId(3), true),
            Edit::AddNode,
        ];
        for preset in &preset::ALL {
            let mut scenario = preset.scenario();
            for edit in &edits {
                // A thousand nodes take no more; that is an answer too.
                scenario = scenario.edited(edit).unwrap_or(scenario);
                assert_eq!(scenario.check(), Ok(()), "{edit:?}");
                let parsed = parse(&scenario.address());
                assert_eq!((parsed.problems.as_slice(), &parsed.scenario), (&[][..], &scenario), "{edit:?}");
            }
        }
    }

    #[test]
    fn an_edit_that_cannot_be_made_says_why() {
        let scenario = preset::first().scenario();
        assert!(scenario.edited(&Edit::Vnodes(0)).is_err());
        assert!(scenario.edited(&Edit::RemoveNode(NodeId(9))).is_err());
        assert!(scenario.edited(&Edit::Rename(NodeId(1), Text::new("Node-B").unwrap())).is_err());
        let thousand = preset::find("thousand").unwrap().scenario();
        let refused = thousand.edited(&Edit::Vnodes(1024)).unwrap_err();
        assert!(refused.contains("take 262 a node"), "{refused}");
        assert!(thousand.edited(&Edit::AddNode).is_err());
    }
}
