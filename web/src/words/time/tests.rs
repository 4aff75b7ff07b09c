use super::*;
use crate::picture::sequence::{sample::MS, tests::with_three};
use quorate_core::trace::{MessageAt, OpAt};

fn plain(said: &str) -> String {
    said.replace('\u{202f}', " ")
}

#[test]
fn the_headline_names_the_loss_and_the_second_sentence_what_others_kept() {
    with_three(|lanes| {
        assert_eq!(
            plain(&headline(lanes, 52 * MS)),
            "Asynchronous loses w3, which it had acknowledged 3 ms before its leader died."
        );
        assert_eq!(
            second(lanes, 52 * MS),
            "The others kept all that they acknowledged, and answered later. Their w3 got no answer, though n2 kept it."
        );
        assert_eq!(
            plain(&difference(lanes, 52 * MS)),
            "Asynchronous acknowledges in 9 ms and loses 1 write, semi-synchronous in 20 ms, synchronous in 30 ms."
        );
    });
}

#[test]
fn before_anything_is_lost_nothing_is_said_to_be() {
    with_three(|lanes| {
        let said = plain(&headline(lanes, 40 * MS));
        assert_eq!(said, "n1 died at 35 ms, and no acknowledged write is lost in any mode.");
        assert_eq!(plain(&second(lanes, 40 * MS)), "Nobody led for 5 ms.");
        let said = plain(&headline(&lanes[..1], 30 * MS));
        assert_eq!(said, "2 of 3 writes acknowledged, 9 ms each.");
        let said = plain(&second(&lanes[..1], 30 * MS));
        assert_eq!(said, "In asynchronous an acknowledged write was on one node only for up to 5 ms.");
    });
}

#[test]
fn why_is_at_most_five_sentences_and_ends_with_what_follows() {
    with_three(|lanes| {
        for until_ms in [0, 10, 30, 40, 52] {
            for lane in lanes {
                let said = why(lane, until_ms * MS);
                assert!(said.len() <= 5 && said.iter().all(|said| said.ends_with('.')), "{said:?}");
            }
        }
        assert_eq!(
            why(&lanes[0], 52 * MS).iter().map(|said| plain(said)).collect::<Vec<_>>(),
            [
                "n1 acknowledged w3 at 29 ms: it waits for no follower.",
                "n1 died at 35 ms, before it had sent w3 to any other node.",
                "n2 leads since 47 ms, and its log is without w3.",
                "All others follow n2: w3 is lost.",
            ]
        );
        let kept = why(&lanes[1], 52 * MS).iter().map(|said| plain(said)).collect::<Vec<_>>();
        assert_eq!(kept[0], "w2 left n1 at 19 ms, before it was acknowledged at 30 ms.");
        assert_eq!(kept[2], "n2 leads since 47 ms, and has all that was acknowledged.");
    });
}

#[test]
fn a_note_of_a_message_says_when_it_came_and_why() {
    with_three(|lanes| {
        let lane = &lanes[0];
        let first = note(lane.trace, lane.spans, MessageAt(0));
        assert_eq!(
            [&first.title, &first.sent, &first.received, &first.took, &first.why].map(|said| plain(said)),
            ["client asks n1 for w1", "2 ms", "5 ms", "3 ms", "The client waits for the answer."]
        );
        let lane = &lanes[1];
        let lost =
            (0..lane.trace.messages.len() as u32).map(MessageAt).map(|at| note(lane.trace, lane.spans, at));
        let lost: Vec<Note> = lost.filter(|note| note.received == "never").collect();
        assert_eq!(lost.len(), 3);
        assert_eq!(lost[0].why, "n1 was off when it came.");
        assert_eq!(plain(&lost[0].took), "lost after 9 ms");
        let said = plain(&operation(lanes[0].trace, lanes[0].spans, OpAt(2)));
        assert_eq!(said, "w3, put x = 3: asked at 23 ms, acknowledged after 9 ms, lost at 47 ms");
    });
}

#[test]
fn tables_say_what_the_picture_says() {
    with_three(|lanes| {
        let lane = &lanes[0];
        let twin = events(lane.trace, lane.spans, 52 * MS, 1_000);
        assert_eq!(twin.rows.len(), lane.trace.events.len());
        assert_eq!(
            plain(&twin.rows.last().expect("rows").join(" ")),
            "47 ms n2 n2 leads in epoch 2, its log up to 2"
        );
        assert_eq!(events(lane.trace, lane.spans, 52 * MS, 5).rows.len(), 5);
        let csv = events_exact(lane.trace, lane.spans).csv();
        assert!(csv.starts_with("time_ns,actor,operation,message,what\n0,n1,,,"), "{csv}");
        assert!(csv.contains("29000000,n1,w3,,n1 acknowledges w3\n"));
        let nodes = nodes(lane.trace, lane.spans, 52 * MS);
        assert_eq!(nodes.rows[0], ["n1", "off", "–", "3", "3"]);
        assert_eq!(nodes.rows[1], ["n2", "on", "leads in epoch 2", "2", "2"]);
        let modes = modes(lanes, 52 * MS);
        let said: Vec<String> = modes.rows.iter().map(|row| plain(&row.join(", "))).collect();
        assert_eq!(said[0], "Asynchronous, 9 ms, 3 of 3, 1, 12 ms");
        assert!(modes_exact(lanes, 52 * MS).csv().contains("Asynchronous,9000000,3,3,1,w3,12000000"));
    });
}

#[test]
fn marks_of_few_words_are_those_of_the_picture() {
    with_three(|lanes| {
        let lane = &lanes[0];
        let marks = lane.trace.events.iter().filter(|event| event.at_ns > 0);
        let marks: Vec<String> = marks.filter_map(|event| mark(lane.trace, event)).collect();
        assert_eq!(marks, ["n1 dies", "n2 leads"]);
    });
}
