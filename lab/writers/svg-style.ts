/** The look of a diagram: the tokens of the ward's screens, by day and by night, as custom properties of the picture. */
import { sizes } from '../diagram/drawing.ts';

export const svgStyle = `
.diagram { --ground: #E6EAE7; --ink: #12181B; --ink-2: #38444A; --quiet: #D6DCD9; --rule: #AEB8B5; color-scheme: light dark;
  font-family: 'Atkinson Hyperlegible Next', 'Noto Sans', 'Segoe UI', system-ui, sans-serif; font-variant-numeric: tabular-nums; }
@media (prefers-color-scheme: dark) {
  .diagram { --ground: #0E1418; --ink: #E8EDEA; --ink-2: #B4C0C3; --quiet: #1A2329; --rule: #3D4A51; }
}
.diagram .ground { fill: var(--ground); }
.diagram text { fill: var(--ink); }
.diagram .title { font-size: ${sizes.title}px; font-weight: 700; }
.diagram .aside, .diagram .note { font-size: ${sizes.note}px; font-weight: 400; fill: var(--ink-2); }
.diagram .box rect, .diagram .box circle { fill: var(--ground); stroke: var(--ink); stroke-width: 2; }
.diagram .box.state rect, .diagram .box.final rect, .diagram .box.folded rect { fill: var(--quiet); }
.diagram .box.elsewhere rect { stroke: var(--ink-2); stroke-dasharray: 6 5; }
.diagram .begin { fill: var(--ink); }
.diagram .separator { stroke: var(--ink-2); stroke-width: 2; stroke-dasharray: 8 6; }
.diagram .line path { fill: none; stroke: var(--ink); stroke-width: 2; }
.diagram .line.from-begin path { stroke-width: 3; }
.diagram .line .tip { fill: var(--ink); stroke: none; }
.diagram .label text { font-size: ${sizes.label}px; paint-order: stroke; stroke: var(--ground); stroke-width: 4; stroke-linejoin: round; }
.diagram .label .guard, .diagram .label .actions, .diagram .label .more { fill: var(--ink-2); }
`;
