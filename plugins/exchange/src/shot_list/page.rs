//! The shot list as a page of HTML that needs nothing else, and prints on landscape paper.

use super::{ListedShot, ShotList, angle_name};

const STYLE: &str = "@page{size:A4 landscape;margin:10mm}body{font:12px/1.35 system-ui,sans-serif;color:#23201d;background:#fff;margin:16px}\
h1{font-size:16px}h2{font-size:13px;margin:18px 0 4px;break-after:avoid}table{border-collapse:collapse;width:100%}\
th,td{text-align:left;vertical-align:top;padding:3px 6px;border-bottom:1px solid #d8d2c6}th{font-weight:600;color:#6b655c}\
tr{break-inside:avoid}.n{font-variant-numeric:tabular-nums;white-space:nowrap}.q{color:#6b655c}";
const COLUMNS: [&str; 10] =
    ["Shot", "Size", "Angle", "Kind", "Lens", "Move", "Length", "Who", "Lines", "Why"];

pub(super) fn page(list: &ShotList) -> String {
    let name = escaped(&list.film);
    let mut text = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>{name}: shot list</title>\n<style>{STYLE}</style>\n<h1>{name}</h1>\n"
    );
    for scene in list.shots.chunk_by(|a, b| (&a.scene, &a.heading) == (&b.scene, &b.heading)) {
        let heading = scene.first().map(|shot| format!("{}  {}", shot.scene, shot.heading));
        text += &format!("<h2>{}</h2>\n<table>\n<tr>", escaped(&heading.unwrap_or_default()));
        for column in COLUMNS {
            text += &format!("<th>{column}</th>");
        }
        text += "</tr>\n";
        scene.iter().for_each(|shot| row(&mut text, shot));
        text += "</table>\n";
    }
    text
}

fn row(text: &mut String, shot: &ListedShot) {
    let lens = match shot.lens {
        Some((head, Some(end))) => format!("{} to {} mm", short(head), short(end)),
        Some((head, None)) => format!("{} mm", short(head)),
        None => String::new(),
    };
    let lines: Vec<String> = shot.lines.iter().map(|line| escaped(line)).collect();
    let notes: String = shot
        .notes
        .iter()
        .map(|note| format!("<br><span class=\"q\">{}</span>", escaped(note)))
        .collect();
    let numbers = [
        format!("{:04}", shot.number),
        shot.size.to_string(),
        angle_name(shot.angle).into(),
        shot.kind.to_string(),
        lens,
    ];
    *text += "<tr>";
    for cell in numbers {
        *text += &format!("<td class=\"n\">{cell}</td>");
    }
    *text += &format!(
        "<td>{}</td><td class=\"n\">{}<br>{} frames</td><td>{}</td><td>{}</td><td>{}{notes}</td></tr>\n",
        escaped(&shot.moves),
        shot.length,
        shot.frames,
        escaped(&shot.who.join(", ")),
        lines.join("<br>"),
        escaped(&shot.why),
    );
}

/// At most two decimals, as a lens is called.
fn short(millimetres: f32) -> String {
    let text = format!("{millimetres:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe += "&amp;",
            '<' => safe += "&lt;",
            '>' => safe += "&gt;",
            '"' => safe += "&quot;",
            letter => safe.push(letter),
        }
    }
    safe
}
