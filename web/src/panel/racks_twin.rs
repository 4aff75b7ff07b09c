use super::{
    Shared,
    tables::{details, palette, save, table, use_open},
};
use crate::{
    picture::{racks, to_svg},
    words::{Sheet, racks_sheets},
};
use quorate_core::run::{Racks, Run};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct RacksTwinProps {
    pub(crate) run: Shared<Run>,
}

/// Rows that a table shows; a file has all of them.
const SHOWN: usize = 200;

/// The same as the racks, as tables; closed at first.
#[component]
pub(crate) fn RacksTwin(RacksTwinProps { run }: &RacksTwinProps) -> Html {
    let (is_open, ontoggle) = use_open();
    let body = run.racks().filter(|_| is_open).map(|racks| tables(run, racks));
    details(ontoggle, body)
}

fn tables(run: &Shared<Run>, racks: &Racks) -> Html {
    let nodes = racks.cluster().nodes().len();
    let levels = racks_sheets::levels(racks);
    let all_levels = levels.rows.len();
    html! {
        <>
            { table("Partitions", "Partitions", &racks_sheets::partitions(racks, SHOWN), racks.len()) }
            { table("Nodes", "Nodes", &racks_sheets::nodes(racks, SHOWN), nodes) }
            { table("Levels", "Levels", &levels, all_levels) }
            { for moved(run, racks) }
            <div class="row">
                { save_sheet(run, "Save partitions as CSV", "quorate-partitions.csv", racks_sheets::partitions_exact) }
                { save_sheet(run, "Save nodes as CSV", "quorate-rack-nodes.csv", racks_sheets::nodes_exact) }
                { save_sheet(run, "Save levels as CSV", "quorate-levels.csv", racks_sheets::levels_exact) }
                { save_picture(run) }
            </div>
        </>
    }
}

/// Which partitions moved, where nodes or racks changed and the partitions did not.
fn moved(run: &Run, racks: &Racks) -> Option<Html> {
    let before = run.racks_before().filter(|before| !racks.has_same_placement(before))?;
    let mut sheet = racks_sheets::moved(racks, before)?;
    let all = sheet.rows.len();
    sheet.rows.truncate(SHOWN);
    Some(table("Which partitions moved", "Which partitions moved", &sheet, all))
}

fn save_sheet(
    run: &Shared<Run>,
    label: &'static str,
    name: &'static str,
    sheet: fn(&Racks) -> Sheet,
) -> Html {
    let run = run.clone();
    save(label, name, "text/csv", move || run.racks().map_or_else(String::new, |racks| sheet(racks).csv()))
}

fn save_picture(run: &Shared<Run>) -> Html {
    let run = run.clone();
    let write = move || {
        let picture = racks::racks(&run, 776.0);
        picture.map_or_else(String::new, |picture| to_svg(&picture.with("role", "img"), palette()))
    };
    save("Save the racks as SVG", "quorate-racks.svg", "image/svg+xml", write)
}
