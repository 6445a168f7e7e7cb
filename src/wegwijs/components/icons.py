"""The icons, drawn for Wegwijs on a 20 by 20 grid with one stroke. Words always stand beside them."""

from __future__ import annotations

# Each value: the inside of the <svg>, stroked in the colour of the text around it.
ICONS: dict[str, str] = {
    "alert": '<path d="M10 2.8 18 17H2L10 2.8Z"/><path d="M10 8v4M10 14.4v.3"/>',
    "arrow": '<path d="M3.5 10h13M11.5 5l5 5-5 5"/>',
    "calendar": '<rect x="2.5" y="4" width="15" height="13.5" rx="2"/><path d="M2.5 8.5h15M6.5 2v4M13.5 2v4"/>',
    "check": '<path d="m3.5 10.5 4.3 4.3L16.5 5.5"/>',
    "chevron": '<path d="m7.5 4 6 6-6 6"/>',
    "clock": '<circle cx="10" cy="10" r="7.5"/><path d="M10 5.5V10l3 2"/>',
    "close": '<path d="m4.5 4.5 11 11M15.5 4.5l-11 11"/>',
    "copy": '<rect x="7" y="7" width="10" height="10.5" rx="2"/>'
    '<path d="M13 7V4.5a2 2 0 0 0-2-2H5a2 2 0 0 0-2 2V11a2 2 0 0 0 2 2h2"/>',
    "document": '<path d="M5 2.5h6.5L16 7v9a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 4 16V3.5a1 1 0 0 1 1-1Z"/>'
    '<path d="M11.5 2.5V7H16M7 11h6M7 14h6"/>',
    "download": '<path d="M10 2.5v10M5.5 8.5l4.5 4.5 4.5-4.5M3 17h14"/>',
    "edit": '<path d="M13.2 3.3a1.8 1.8 0 0 1 2.6 0l.9.9a1.8 1.8 0 0 1 0 2.6L7'
    ' 16.5l-4.5 1 1-4.5 9.7-9.7ZM11.5 5l3.5 3.5"/>',
    "eye": '<path d="M1.8 10S5 4.5 10 4.5 18.2 10 18.2 10 15 15.5 10 15.5 1.8 10 1.8 10Z"/>'
    '<circle cx="10" cy="10" r="2.5"/>',
    "thumb": '<path d="M6.5 9 10 2.5c1.4 0 2 1 2 2.2V8h3.8a1.7 1.7 0 0 1 1.7 2l-1 5.5a1.8 1.8 0 0 1-1.8 1.5H6.5V9Z"/>'
    '<path d="M2.5 9h4v8h-4z"/>',
    "help": '<circle cx="10" cy="10" r="7.5"/><path d="M7.7 7.8A2.3 2.3 0 1 1 10.6 10c-.5.2-.6.6-.6 1.2M10 13.9v.3"/>',
    "home": '<path d="m2.5 9.5 7.5-6.5 7.5 6.5M4.5 8v9h11V8M8 17v-5h4v5"/>',
    "info": '<circle cx="10" cy="10" r="7.5"/><path d="M10 9.3v4.5M10 6.2v.3"/>',
    "lock": '<rect x="4" y="9" width="12" height="8.5" rx="2"/><path d="M6.5 9V6.5a3.5 3.5 0 0 1 7 0V9"/>',
    "mail": '<rect x="2.5" y="4" width="15" height="12" rx="2"/><path d="m3 5.5 7 5.5 7-5.5"/>',
    "menu": '<path d="M3 5.5h14M3 10h14M3 14.5h14"/>',
    "people": '<circle cx="7.3" cy="6.5" r="3"/><path d="M1.8 16.5c0-3.3 2.4-5 5.5-5s5.5 1.7 5.5 5"/>'
    '<path d="M12.5 3.8a3 3 0 0 1 0 5.4M14.5 12c2.2.5 3.7 2 3.7 4.5"/>',
    "person": '<circle cx="10" cy="6.3" r="3.5"/><path d="M3.5 17.5c0-3.8 2.8-5.8 6.5-5.8s6.5 2 6.5 5.8"/>',
    "phone": '<path d="M6.5 2.8 8 6.5 6 8.2c1 2.4 3.4 4.8 5.8 5.8l1.7-2 3.7 1.5c0'
    ' 2.2-1.4 4-3.5 4C7.5 17 3 12.5 2.5 6.3c0-2.1 1.8-3.5 4-3.5Z"/>',
    "plus": '<path d="M10 3.5v13M3.5 10h13"/>',
    "print": '<path d="M5.5 7V2.5h9V7M5.5 14H3.5a1 1 0 0 1-1-1V8.5A1.5 1.5 0 0 1 4'
    ' 7h12a1.5 1.5 0 0 1 1.5 1.5V13a1 1 0 0 1-1 1h-2"/>'
    '<path d="M5.5 11.5h9v6h-9z"/>',
    "route": '<circle cx="4.5" cy="15.5" r="2"/>'
    '<circle cx="15.5" cy="4.5" r="2"/><path d="M6.5 15.5h6a2.8 2.8 0 0 0 0-5.5h-5a2.8 2.8 0 0 1 0-5.5h6"/>',
    "school": '<path d="M10 5.5C8 4 5 3.8 2.5 4.5v11.5c2.5-.7 5.5-.5 7.5 1 2-1.5'
    ' 5-1.7 7.5-1V4.5C15 3.8 12 4 10 5.5ZM10 5.5V17"/>',
    "search": '<circle cx="8.7" cy="8.7" r="5.7"/><path d="m13 13 4.5 4.5"/>',
    "sign": '<path d="m10 2.5 7.5 7.5-7.5 7.5L2.5 10 10 2.5Z"/>',
    "speech": '<path d="M4 3.5h12A1.5 1.5 0 0 1 17.5 5v7a1.5 1.5 0 0 1-1.5'
    ' 1.5h-6L5.5 17v-3.5H4A1.5 1.5 0 0 1 2.5 12V5A1.5 1.5 0 0 1 4 3.5Z"/>',
    "upload": '<path d="M10 13.5v-10M5.5 7.5 10 3l4.5 4.5M3 17h14"/>',
    "work": '<rect x="2.5" y="6" width="15" height="11" rx="2"/>'
    '<path d="M7 6V4.5A1.5 1.5 0 0 1 8.5 3h3A1.5 1.5 0 0 1 13 4.5V6M2.5 11h15"/>',
}
# Icons that point along the reading direction and turn round in a right-to-left text.
DIRECTED = frozenset({"arrow", "chevron"})
