#include "services/rpc/need_columns.h"

#include "matcher/base/check.h"

namespace duikou {

const std::vector<ValueLabel>& NeedKindLabels() {
  using namespace type::v1;  // NOLINT(google-build-using-namespace): the values
  static const auto* const labels = new std::vector<ValueLabel>{
      {NEED_KIND_EXPERTS, "experts", "专家指导", "Experts", {"专家"}},
      {NEED_KIND_TECHNOLOGY,
       "technology",
       "技术转让",
       "Technology",
       {"技术", "科技"}},
      {NEED_KIND_MARKET_ACCESS,
       "market-access",
       "市场准入与展位",
       "Market access",
       {"市场准入", "展位"}},
      {NEED_KIND_ADMISSIONS, "admissions", "招生名额", "Admissions", {"招生"}},
      {NEED_KIND_SALES, "sales", "产品促销", "Sales help", {"促销", "销售"}},
      {NEED_KIND_TRAINING, "training", "培训名额", "Training places", {"培训"}},
      {NEED_KIND_SECONDMENT,
       "secondment",
       "干部人才挂职",
       "Secondment",
       {"挂职"}},
      {NEED_KIND_EQUIPMENT,
       "equipment",
       "设备物资",
       "Equipment",
       {"设备", "物资"}},
      {NEED_KIND_JOBS,
       "jobs",
       "劳务输出岗位",
       "Jobs outside",
       {"岗位", "劳务"}},
      {NEED_KIND_PLANNING,
       "planning",
       "规划设计",
       "Planning",
       {"规划", "设计"}},
      {NEED_KIND_INVESTORS, "investors", "招商引资", "Investors", {"招商"}},
  };
  return *labels;
}

const std::vector<ValueLabel>& CooperationFormLabels() {
  using namespace type::v1;  // NOLINT(google-build-using-namespace): the values
  static const auto* const labels = new std::vector<ValueLabel>{
      {COOPERATION_FORM_GRANT, "grant", "无偿援助", "Grant", {}},
      {COOPERATION_FORM_SOLE_INVESTMENT,
       "sole-investment",
       "独资",
       "Sole investment",
       {"独资兴业"}},
      {COOPERATION_FORM_JOINT_VENTURE,
       "joint-venture",
       "合资合作",
       "Joint venture",
       {"合资"}},
      {COOPERATION_FORM_TAKEOVER,
       "takeover",
       "承债兼并",
       "Takeover with debts",
       {"兼并"}},
      {COOPERATION_FORM_CONTRACTING,
       "contracting",
       "资金和职工双包干",
       "Contracting for funds and staff",
       {"双包干"}},
      {COOPERATION_FORM_RESTRUCTURING,
       "restructuring",
       "企业改制",
       "Restructuring",
       {"改制"}},
      {COOPERATION_FORM_INTANGIBLE_SHARE,
       "intangible-share",
       "品牌技术销售网络入股",
       "Brand, technology or sales network as share",
       {"无形资产入股"}},
      {COOPERATION_FORM_TRAINING,
       "training",
       "培训与挂职",
       "Training and secondment",
       {}},
      {COOPERATION_FORM_PURCHASING,
       "purchasing",
       "产销对接",
       "Purchasing and sales",
       {"农超对接"}},
  };
  return *labels;
}

ListEntries NeedEntries(const NonMonetaryList& needs) {
  ListEntries entries;
  for (const type::v1::NonMonetary& need : needs) {
    for (const ValueLabel& label : NeedKindLabels()) {
      if (label.number != need.kind()) continue;
      ListEntry& entry = entries.emplace_back();
      entry.key = label.code;
      if (need.quantity() != 0) entry.value = need.quantity();
      entry.note = need.note();
    }
  }
  return entries;
}

NonMonetaryList NeedsOf(const ListEntries& entries) {
  NonMonetaryList needs;
  for (const ListEntry& entry : entries) {
    type::v1::NonMonetary* need = needs.Add();
    for (const ValueLabel& label : NeedKindLabels()) {
      if (label.code != entry.key) continue;
      need->set_kind(static_cast<type::v1::NeedKind>(label.number));
    }
    DUIKOU_CHECK(need->kind() != type::v1::NEED_KIND_UNSPECIFIED) << entry.key;
    need->set_quantity(static_cast<int32_t>(entry.value.value_or(0)));
    need->set_note(entry.note);
  }
  return needs;
}

}  // namespace duikou
