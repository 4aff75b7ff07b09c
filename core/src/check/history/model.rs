use super::Kind;

/// What each key of a history is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Model {
    /// A value that is read and written.
    Register,
    /// A value that is read, written, and written if it has an expected value; it may count up, too.
    CasRegister,
    /// A text that is read, written and appended to; where nothing was written it is empty.
    Kv,
}

impl Model {
    /// All, with the names in the JavaScript module.
    pub const NAMES: [(&'static str, Model); 3] =
        [("register", Model::Register), ("cas-register", Model::CasRegister), ("kv", Model::Kv)];

    /// The name.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, model)| *model == self).map_or("", |(name, _)| name)
    }

    /// Whether it knows operations of a kind.
    pub const fn knows(self, kind: Kind) -> bool {
        match kind {
            Kind::Read | Kind::Write => true,
            Kind::Cas | Kind::Increment => matches!(self, Model::CasRegister),
            Kind::Append => matches!(self, Model::Kv),
        }
    }
}
