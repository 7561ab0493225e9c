// What `sales-ledger leaderboard` says, in both languages.
import { type Text } from '@ledger/ledger';

export const leaderboardTexts = {
  leaderboardAbout: { en: 'who leads, by any metric and period', zh: '按考核项和期间查看排行榜' },
  leaderboardScope: {
    en: 'organization, or a kind and a member: team/<id>, territory/<id>, product/<id>, channel/<name>, segment/<name>',
    zh: 'organization，或“类别/成员”：team/<编号>、territory/<编号>、product/<编号>、channel/<名称>、segment/<名称>',
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
  leaderboardNobody: {
    en: 'Nobody is listed: there is no value in {period}. Attainment has one only where there is a target.',
    zh: '没有可列出的成员：{period} 没有数值。只有设定了目标才有达成率。',
  },
  columnRank: { en: 'Rank', zh: '名次' },
  columnGap: { en: 'To next', zh: '距上一名' },
  columnMovement: { en: 'Movement', zh: '升降' },
  columnMember: { en: 'Id', zh: '编号' },
  totalLine: { en: 'Total {total}', zh: '合计 {total}' },
} as const satisfies { readonly [key: string]: Text };
