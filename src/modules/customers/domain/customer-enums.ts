import { defineEnum } from '../../../kernel/runtime/labels.js';

/** Organisation or person. */
export const CustomerKind = defineEnum('CustomerKind', 'What the customer is.', {
  ORGANISATION: { zh: '企业', en: 'Organisation' },
  PERSON: { zh: '个人', en: 'Person' },
});

/** Lifecycle 客户状态 of a customer. */
export const CustomerLifecycle = defineEnum('CustomerLifecycle', 'Where the customer stands 客户状态.', {
  POTENTIAL: { zh: '潜在', en: 'Potential' },
  INTENDING: { zh: '意向', en: 'Intending' },
  NEGOTIATING: { zh: '谈判', en: 'Negotiating' },
  WON: { zh: '成交', en: 'Won' },
  LOST: { zh: '流失', en: 'Lost' },
  DORMANT: { zh: '休眠', en: 'Dormant' },
});

/** Tier 客户等级 by value. */
export const CustomerTier = defineEnum('CustomerTier', 'Tier 客户等级 by value.', {
  GOLD: { zh: '金', en: 'Gold' },
  SILVER: { zh: '银', en: 'Silver' },
  BRONZE: { zh: '铜', en: 'Bronze' },
});

/** Where the customer came from. */
export const CustomerSource = defineEnum('CustomerSource', 'Where the customer came from 客户来源.', {
  ADVERTISING: { zh: '广告', en: 'Advertising' },
  FAIR: { zh: '展会', en: 'Fair or meeting' },
  COLD_CALL: { zh: '陌生拜访', en: 'Cold call' },
  REFERRAL: { zh: '连锁介绍', en: 'Referral' },
  WEB: { zh: '网络', en: 'Web' },
  PUBLIC_DATA: { zh: '公开资料', en: 'Public data' },
  OTHER: { zh: '其他', en: 'Other' },
});

/** Part of a contact in the buying decision. */
export const BuyingRole = defineEnum('BuyingRole', 'Part in the buying decision 决策角色.', {
  DECISION_MAKER: { zh: '决策者', en: 'Decision maker' },
  BUYER: { zh: '采购', en: 'Buyer' },
  INFLUENCER: { zh: '影响者', en: 'Influencer' },
  USER: { zh: '使用者', en: 'User' },
  GATEKEEPER: { zh: '把关者', en: 'Gatekeeper' },
});

/** How close the relationship with a contact is 关系等级. */
export const RelationshipLevel = defineEnum('RelationshipLevel', 'How close the relationship is 关系等级.', {
  STRANGER: { zh: '过客', en: 'Stranger' },
  ACQUAINTANCE: { zh: '熟人', en: 'Acquaintance' },
  FRIEND: { zh: '朋友', en: 'Friend' },
  CONFIDANT: { zh: '知己', en: 'Confidant' },
});

/** Channel of an interaction 交往方式. */
export const InteractionChannel = defineEnum('InteractionChannel', 'How the contact took place 交往方式.', {
  VISIT: { zh: '拜访', en: 'Visit' },
  CALL: { zh: '电话', en: 'Call' },
  MAIL: { zh: '邮件', en: 'Mail' },
  MESSAGE: { zh: '即时消息', en: 'Message' },
  MEETING: { zh: '会议', en: 'Meeting' },
  EXHIBITION: { zh: '展会', en: 'Exhibition' },
  EVENT: { zh: '活动', en: 'Event' },
  OTHER: { zh: '其他', en: 'Other' },
});
