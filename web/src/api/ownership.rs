use super::{
    cluster::Cluster,
    json::{Json, Rows},
};
use quorate_core::base::Share;

/// The answer of `ownership`: the exact share of each node, in the order of the nodes.
#[derive(Debug)]
pub(super) struct Ownership {
    ids: Vec<String>,
    shares: Vec<Share>,
}

impl Ownership {
    /// Of all nodes of a cluster.
    pub(super) fn new(cluster: &Cluster) -> Self {
        Ownership { ids: cluster.nodes().written(), shares: cluster.ownership() }
    }
}

impl Rows for Ownership {
    fn len(&self) -> usize {
        self.ids.len()
    }

    fn write(&self, at: usize, json: &mut Json) {
        if let (Some(id), Some(share)) = (self.ids.get(at), self.shares.get(at)) {
            json.open('{');
            json.key("id").written(id);
            json.key("share").share(*share);
            json.close('}');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::cluster::{
        Scheme,
        tests::{nodes, rule},
    };
    use super::*;
    use quorate_core::hash::HashFn;

    #[test]
    fn shares_come_in_list_order() {
        let rule = rule(Scheme::Mod, HashFn::Crc16, 1);
        let ownership = Ownership::new(&Cluster::new(rule, nodes(rule, &["b", "a", "c"])));
        let json = ownership.json();
        assert!(json.starts_with(r#"[{"id":"b","share":{"num":"21846","den":"65536","approx":"#), "{json}");
        let none = Ownership::new(&Cluster::new(rule, nodes(rule, &[])));
        assert_eq!(none.json(), "[]");
    }
}
