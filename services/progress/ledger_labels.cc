// The words of the ledger's enumerations in sheets.
#include "services/progress/ledger_table.h"

namespace duikou {

namespace pb = ::duikou::progress::v1;
using pb::LedgerEntry;

const std::vector<ValueLabel>& FigureSourceLabels() {
  static const auto* const labels = new std::vector<ValueLabel>{
      {pb::FIGURE_SOURCE_SUPPORTER,
       "supporter",
       "支援方账目",
       "Supporter's books",
       {"支援方"}},
      {pb::FIGURE_SOURCE_RECIPIENT,
       "recipient",
       "受援方账目",
       "Recipient's books",
       {"受援方"}},
      {pb::FIGURE_SOURCE_OFFICE,
       "office",
       "主管部门记录",
       "Office's records",
       {"主管部门"}},
      {pb::FIGURE_SOURCE_STATISTICS,
       "statistics",
       "统计部门数据",
       "Official statistics",
       {"统计部门"}},
      {pb::FIGURE_SOURCE_OPENING, "opening", "期初数", "Opening figures", {}},
  };
  return *labels;
}

const std::vector<ValueLabel>& LabourFormLabels() {
  static const auto* const labels = new std::vector<ValueLabel>{
      {pb::LABOUR_FORM_OFFICE_CONTRACT,
       "office-contract",
       "对口办劳务合同",
       "Contract of the paired offices",
       {}},
      {pb::LABOUR_FORM_JOINT_AGENCY,
       "joint-agency",
       "合办劳务公司",
       "Jointly founded agency",
       {}},
      {pb::LABOUR_FORM_HIRING_DAY,
       "hiring-day",
       "现场招工会",
       "Hiring day in the county",
       {}},
      {pb::LABOUR_FORM_JOINT_SCHOOL,
       "joint-school",
       "联办培训学校",
       "Jointly run school",
       {}},
      {pb::LABOUR_FORM_SCHOOL_CONTRACT,
       "school-contract",
       "委托学校培训输出",
       "Contract with a school",
       {}},
  };
  return *labels;
}

const std::vector<ValueLabel>& PayerLabels() {
  static const auto* const labels = new std::vector<ValueLabel>{
      {pb::SIDE_SUPPORTER, "supporter", "支援方", "Supporter", {}},
      {pb::SIDE_RECIPIENT, "recipient", "受援方", "Recipient", {}},
  };
  return *labels;
}

const std::vector<ValueLabel>& EntryStateLabels() {
  static const auto* const labels = new std::vector<ValueLabel>{
      {LedgerEntry::STATE_REPORTED, "reported", "待确认", "Reported", {}},
      {LedgerEntry::STATE_CONFIRMED, "confirmed", "已确认", "Confirmed", {}},
      {LedgerEntry::STATE_DISPUTED, "disputed", "有异议", "Disputed", {}},
      {LedgerEntry::STATE_REVERSED, "reversed", "已冲销", "Reversed", {}},
  };
  return *labels;
}

}  // namespace duikou
