/// A real system under one setting, with its rules.
#[derive(Debug, PartialEq, Eq)]
pub struct Row<R> {
    /// The name in the JavaScript module.
    pub id: &'static str,
    /// The name on the page.
    pub name: &'static str,
    /// Which versions do as is modelled.
    pub version: &'static str,
    /// Its rules.
    pub rules: R,
    /// What is modelled, in a sentence.
    pub modelled: &'static str,
    /// What is not: never empty.
    pub not_modelled: &'static str,
    /// Where it is written: a paper and section, a page of the documentation, or a file of the source.
    pub source: &'static str,
}
