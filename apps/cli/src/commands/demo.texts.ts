// What `sales-ledger demo` says, in both languages.
import { type Text } from '@ledger/ledger';

export const demoTexts = {
  demoMaking: { en: 'Making the demo ledger …', zh: '正在生成演示账本……' },
  demoAbout: {
    en: 'make a demo ledger in the data folder, without serving it',
    zh: '在数据目录中生成演示账本，不提供服务',
  },
  demoReady: {
    en: 'Ledger {ledger} · {entries} entries · {firstDay} to {lastDay} · everybody in it is invented',
    zh: '账本 {ledger} · {entries} 条分录 · {firstDay} 至 {lastDay} · 其中人物与公司均为虚构',
  },
  demoContents: {
    en: '{salespeople} salespeople and managers in {teams} teams, {products} products, {customers} customers, {leads} leads, {deals} deals, {corrections} corrections, {returns} returns and cancellations, {targets} targets, {feedback} pieces of feedback',
    zh: '{teams} 个团队共 {salespeople} 名销售人员与经理，{products} 种产品，{customers} 家客户，{leads} 条线索，{deals} 个商机，{corrections} 次更正，{returns} 次退货或取消，{targets} 个目标，{feedback} 条反馈',
  },
  demoAsk: { en: 'Ask it:', zh: '可以这样提问：' },
  demoAskYear: { en: 'Who sold most last year?', zh: '去年谁的销售额最高？' },
  demoAskTeam: { en: 'Which team leads this quarter?', zh: '本季度哪个团队领先？' },
  demoAskWins: { en: 'Who wins most of their deals?', zh: '谁的赢单率最高？' },
  demoAskCorrected: {
    en: 'Which deals were corrected, and why?',
    zh: '哪些商机被更正过，为什么？',
  },
  demoAskPerson: {
    en: 'What was recorded about one person last December?',
    zh: '去年十二月记录了某位销售人员的哪些内容？',
  },
  demoAskWhole: { en: 'Can it be trusted?', zh: '这些数据可信吗？' },
  demoAskServe: { en: 'Everything over HTTP:', zh: '通过 HTTP 查看全部内容：' },
  demoOlder: {
    en: 'The demo ledger in {folder} was made by another release and stays as it is. Make this one in another folder, with --data.',
    zh: '{folder} 中的演示账本由其他版本生成，保持不变。请用 --data 在其他目录中生成新的演示账本。',
  },
} as const satisfies { readonly [key: string]: Text };
