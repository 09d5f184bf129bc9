/** Style of a study's page, for light and dark screens and for paper. */
export const STYLE = `
:root{color-scheme:light dark;--paper:#fff;--ground:#f3f4f6;--ink:#1d2129;--soft:#5d6675;--line:#e1e5eb;--a:#8a5a14;--b:#1b6a78;--c:#7b4fa3;--d:#b0475f;--e:#3d7a3a;--f:#3f4d63;--good:#23733c;--bad:#a8322d}
@media (prefers-color-scheme:dark){:root{--paper:#171a20;--ground:#0f1115;--ink:#e7eaf0;--soft:#9aa4b4;--line:#2c323c;--a:#e0a653;--b:#5cc0d0;--c:#b795dd;--d:#ea8ba0;--e:#86cc80;--f:#b7c2d6;--good:#73cf8f;--bad:#f0908a}}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif}
main{max-width:64rem;margin:2rem auto;background:var(--paper);padding:2.4rem 2.6rem;border:1px solid var(--line);border-radius:6px}
h1{font-size:1.9rem;font-weight:600;margin:0;letter-spacing:-.01em}h2{font-size:1.15rem;margin:2.4rem 0 .3rem}.lead,.about{color:var(--soft);margin:.3rem 0 1rem}
figure{margin:0}figcaption{color:var(--soft);font-size:.85rem;text-align:center}.pair{display:grid;grid-template-columns:1fr 1fr;gap:1.2rem}
svg{width:100%;height:auto;display:block;font:11px system-ui,sans-serif;overflow:visible}.grid{stroke:var(--line);stroke-width:1}.zero{stroke:var(--soft)}.tick,.label{fill:var(--soft)}.label{paint-order:stroke;stroke:var(--paper);stroke-width:3px;stroke-linejoin:round}
.level{stroke:var(--soft);stroke-width:1;stroke-dasharray:4 3}.line{fill:none;stroke-width:2;stroke-linejoin:round}.band{stroke:none}.outer{opacity:.18}.inner{opacity:.32}.bar{opacity:.55}.end{font-weight:600}
.line.a{stroke:var(--a)}.line.b{stroke:var(--b)}.line.c{stroke:var(--c)}.line.d{stroke:var(--d)}.line.e{stroke:var(--e)}.line.f,.line.g,.line.h{stroke:var(--f)}
.band.a,.bar.a,.end.a{fill:var(--a)}.band.b,.bar.b,.end.b{fill:var(--b)}.band.c,.bar.c,.end.c{fill:var(--c)}.band.d,.bar.d,.end.d{fill:var(--d)}.band.e,.bar.e,.end.e{fill:var(--e)}.band.f,.bar.f,.end.f,.end.g,.end.h{fill:var(--f)}
.legend{margin:.2rem 0 .6rem}.legend span{margin-right:1.4rem;font-size:.9rem}.legend span::before{content:'';display:inline-block;width:1.6em;border-top:2px solid;vertical-align:middle;margin-right:.5em}.legend .a::before{color:var(--a)}.legend .b::before{color:var(--b)}
table{border-collapse:collapse;width:100%;margin-top:.6rem}th{font-weight:600;font-size:.82rem;color:var(--soft);text-align:left;vertical-align:bottom}th,td{padding:.38rem .7rem .38rem 0;border-bottom:1px solid var(--line);vertical-align:top}
.figures th:not(:first-child),.figures td:not(:first-child){text-align:right;font-variant-numeric:tabular-nums;padding-right:0;padding-left:.7rem}small{display:block;color:var(--soft);font-size:.8rem}
.claim,.status{white-space:nowrap;font-size:.85rem}.claim.held{color:var(--good);font-weight:600}.claim.not-held{color:var(--bad);font-weight:600}.claim.not-reached,.status{color:var(--soft)}.status.official{color:var(--good)}.status.given{color:var(--b)}
footer{margin-top:2.4rem;border-top:1px solid var(--line);padding-top:.8rem;color:var(--soft);font-size:.75rem;overflow-wrap:anywhere}
@media (max-width:46rem){main{margin:0;border:0;border-radius:0;padding:1.2rem}.pair{grid-template-columns:1fr}section{overflow-x:auto}}
@media print{:root{color-scheme:light;--paper:#fff;--ground:#fff;--ink:#000;--soft:#555;--line:#ccc;--a:#8a5a14;--b:#1b6a78;--c:#7b4fa3;--d:#b0475f;--e:#3d7a3a;--f:#3f4d63;--good:#23733c;--bad:#a8322d}
body{font-size:10.5pt}main{border:0;margin:0;padding:0;max-width:none}h2{break-after:avoid}figure,tr{break-inside:avoid}.band,.bar{print-color-adjust:exact;-webkit-print-color-adjust:exact}}`;
