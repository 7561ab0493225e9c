// What `sales-ledger leaderboard` says, in both languages.
import { type Text } from '@ledger/ledger';

export const leaderboardTexts = {
  leaderboardAbout: { en: 'who leads, by any metric and period', zh: '按考核项和期间查看排行榜' },
  leaderboardScope: {
    en: 'organization, team/<id> or territory/<id>',
    zh: 'organization、team/<编号> 或 territory/<编号>',
  },
  leaderboardBy: {
    en: 'whom to rank: salesperson, team, territory, product, …',
    zh: '排名对象：salesperson、team、territory、product 等',
  },
  leaderboardOf: {
    en: 'of attainment: whose targets (default: sales-amount)',
    zh: '用于 attainment：哪一考核项的目标（默认：sales-amount）',
  },
  leaderboardHead: {
    en: '{metric} · {period} ({start} to {end}) · {scope} by {by}{unit}',
    zh: '{metric} · {period}（{start} 至 {end}）· {scope}，按 {by}{unit}',
  },
  columnRank: { en: 'Rank', zh: '名次' },
  columnGap: { en: 'To next', zh: '距上一名' },
  columnMovement: { en: 'Movement', zh: '升降' },
  columnMember: { en: 'Id', zh: '编号' },
  totalLine: { en: 'Total {total}', zh: '合计 {total}' },
} as const satisfies { readonly [key: string]: Text };
