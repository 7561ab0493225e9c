// What `sales-ledger feedback` says, in both languages.
import { type Text } from '@ledger/ledger';

export const feedbackTexts = {
  feedbackAbout: { en: 'what customers say', zh: '管理客户反馈' },
  feedbackReceiveAbout: { en: 'record feedback', zh: '记录反馈' },
  feedbackAnswerAbout: { en: 'record what was answered', zh: '记录答复' },
  feedbackDismissAbout: {
    en: 'record that nothing follows; its score goes on counting',
    zh: '驳回反馈（评分仍计入）',
  },
  feedbackListAbout: { en: 'which feedback there is', zh: '列出反馈' },
  feedbackId: { en: 'its id, of your choice when it is received', zh: '反馈编号，记录时自行选择' },
  feedbackOn: { en: 'the day on which it happened', zh: '发生日期' },
  feedbackKind: { en: 'how it came', zh: '反馈方式' },
  feedbackComment: { en: 'what was said, kept sealed', zh: '内容（加密保存）' },
  feedbackSalesperson: { en: 'id of the salesperson whom it speaks of', zh: '涉及的销售人员编号' },
  feedbackCustomer: { en: 'id of the customer', zh: '客户编号' },
  feedbackDeal: {
    en: 'id of a deal; salesperson, customer and product come from it',
    zh: '商机编号；销售人员、客户和产品取自商机',
  },
  feedbackProduct: { en: 'id of the product', zh: '产品编号' },
  feedbackOpen: {
    en: 'only complaints that nobody answered or dismissed, the oldest first',
    zh: '仅列出未答复且未驳回的投诉，最早的在前',
  },
  feedbackRecorded: {
    en: 'Feedback {id}: recorded as entry {sequence}.',
    zh: '反馈 {id}：已记为分录 {sequence}。',
  },
  feedbackUnchanged: {
    en: 'Feedback {id}: it says so already, nothing recorded.',
    zh: '反馈 {id}：内容相同，未记录任何分录。',
  },
  columnReceivedOn: { en: 'Received', zh: '收到日期' },
  columnScore: { en: 'Score', zh: '评分' },
  columnStatus: { en: 'Status', zh: '状态' },
  columnSalesperson: { en: 'Salesperson', zh: '销售人员' },
  columnCustomer: { en: 'Customer', zh: '客户' },
  columnComment: { en: 'Comment', zh: '内容' },
  columnFeedbackId: { en: 'Feedback', zh: '反馈编号' },
  statusOpen: { en: 'open', zh: '未处理' },
  statusAnswered: { en: 'answered', zh: '已答复' },
  statusDismissed: { en: 'dismissed', zh: '已驳回' },
} as const satisfies { readonly [key: string]: Text };
