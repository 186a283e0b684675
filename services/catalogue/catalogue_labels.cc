#include "services/catalogue/catalogue_labels.h"

#include "duikou/catalogue/v1/catalogue_service.pb.h"

namespace duikou {

using catalogue::v1::Area;
using catalogue::v1::Project;

const std::vector<ValueLabel>& AreaKindLabels() {
  static const auto* const labels = new std::vector<ValueLabel>{
      {Area::KIND_GROUP, "group", "片区", "Group", {"分组"}},
      {Area::KIND_PROVINCE, "province", "省", "Province", {"省级", "直辖市"}},
      {Area::KIND_PREFECTURE,
       "prefecture",
       "市州",
       "Prefecture",
       {"地级市", "自治州", "市", "州"}},
      {Area::KIND_COUNTY,
       "county",
       "县区",
       "County",
       {"县", "区", "县级市", "自治县"}},
      {Area::KIND_PLACE,
       "place",
       "乡镇等",
       "Place",
       {"乡镇", "乡", "镇", "林场", "农场"}},
  };
  return *labels;
}

const std::vector<ValueLabel>& ProjectStateLabels() {
  static const auto* const labels = new std::vector<ValueLabel>{
      {Project::STATE_DRAFT, "draft", "草稿", "Draft", {}},
      {Project::STATE_OPEN, "open", "公开", "Open", {"开放", "已发布"}},
      {Project::STATE_WITHDRAWN, "withdrawn", "已撤回", "Withdrawn", {"撤回"}},
      {Project::STATE_COMPLETED,
       "completed",
       "已完成",
       "Completed",
       {"完成", "竣工"}},
  };
  return *labels;
}

const std::vector<ValueLabel>& ReadinessLabels() {
  static const auto* const labels = new std::vector<ValueLabel>{
      {Project::READINESS_IDEA, "idea", "设想", "Idea", {}},
      {Project::READINESS_PROPOSAL,
       "proposal",
       "项目建议书",
       "Proposal",
       {"建议书"}},
      {Project::READINESS_FEASIBILITY_STUDY,
       "feasibility-study",
       "可行性研究",
       "Feasibility study",
       {"可研"}},
      {Project::READINESS_APPROVED, "approved", "已批复", "Approved", {"批复"}},
      {Project::READINESS_SITE_READY,
       "site-ready",
       "用地和手续落实",
       "Site and permits ready",
       {"用地落实", "手续落实"}},
  };
  return *labels;
}

}  // namespace duikou
