/** How a page to read and print looks: no script, nothing loaded from elsewhere. */
export const PRINTED_STYLE = `
:root{color-scheme:light;--ink:#20242c;--soft:#626b7a;--line:#e3e6ec;--accent:#1f5f6b;--late:#a3381f}
*{box-sizing:border-box}body{margin:0;background:#f4f5f7;color:var(--ink);font:15px/1.5 Georgia,'Times New Roman',serif}
main{max-width:58rem;margin:2rem auto;background:#fff;padding:2.6rem 3rem;border:1px solid var(--line);border-radius:4px}
h1{font-size:2em;font-weight:400;margin:0;color:var(--accent)}h2{font-size:1.17em;margin:2.2rem 0 .4rem;color:var(--accent)}
.who,small,footer{color:var(--soft)}small{display:block;font-size:.88em}table{border-collapse:collapse;width:100%}
th{font-size:.88em;font-weight:600;color:var(--soft);text-align:left}td,th{padding:.4rem .6rem .4rem 0;border-bottom:1px solid var(--line);vertical-align:top}
.d{white-space:nowrap}.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}.n small{white-space:normal}tr.sum td{font-weight:600}.overdue{color:var(--late)}
footer{margin-top:2.4rem;font-size:.8em;overflow-wrap:anywhere}
@media print{body{background:#fff;font-size:11px}main{border:0;margin:0;padding:0;max-width:none}h2{break-after:avoid}tr{break-inside:avoid}}`;
