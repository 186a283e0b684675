// Hubei 2014 and 2015: a modest ledger over the sample projects.
#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "deploy/sample/ledger.h"
#include "deploy/sample/places.h"
#include "matcher/base/money.h"

namespace duikou::sample {
namespace {

namespace pb = ::duikou::progress::v1;
using pb::Agreement;
using pb::LedgerEntry;

constexpr int kFirstYear = 2014;
constexpr int kYears = 2;

void AddIndicators(Programme& programme) {
  AddIndicator("trainings", "培训各类人才", "Person-trainings", "人次",
               "trainings", programme);
  AddIndicator("jobs", "新增就业岗位", "New jobs", "个", "jobs", programme);
  AddIndicator("major-cooperation", "重大经济合作项目",
               "Major cooperation projects", "个", "major-cooperation",
               programme);
  for (const auto& [id, zh, en] :
       {std::tuple("green-cover", "城镇绿化覆盖率", "Town green cover"),
        std::tuple("sewage", "城镇生活污水集中处理率", "Urban sewage treated"),
        std::tuple("drinking-water", "集中式饮用水源地水质达标率",
                   "Drinking-water sources up to standard")}) {
    AddIndicator(id, zh, en, "", id, programme)
        .set_measure(pb::Indicator::MEASURE_RATE);
  }
}

void AddAssessments(Programme& programme) {
  for (int year = kFirstYear; year < kFirstYear + kYears; ++year) {
    pb::Assessment& assessment = programme.assessments.emplace_back();
    assessment.set_name(programme.Name("assessments", absl::StrCat(year)));
    for (const auto& [kind, weight] :
         {std::pair("policy", 4'000), std::pair("grant", 3'000),
          std::pair("cooperation", 3'000)}) {
      pb::AssessmentItem& item = *assessment.add_items();
      item.set_id(kind);
      item.set_fund_kind(kind);
      item.set_weight(weight);
    }
    assessment.set_carry(pb::Assessment::CARRY_SHORTFALL);
  }
}

// The supporters that give the kind, by their quotas.
std::vector<std::string> GiversOf(const Programme& programme,
                                  const std::string& kind) {
  std::vector<std::string> givers;
  for (const auto& quota : programme.quotas) {
    if (quota.fund_kind() == kind && quota.year() == kFirstYear) {
      givers.push_back(quota.unit());
    }
  }
  return givers;
}

int64_t QuotaOf(const Programme& programme, const std::string& unit, int year,
                const std::string& kind) {
  for (const auto& quota : programme.quotas) {
    if (quota.unit() == unit && quota.year() == year &&
        quota.fund_kind() == kind) {
      return quota.amount_fen() / Money::kFenPerWanYuan;
    }
  }
  return 0;
}

void PlaceAsProject(const catalogue::v1::Project& project,
                    google::protobuf::RepeatedPtrField<pb::Placement>& of) {
  pb::Placement& placement = *of.Add();
  placement.set_area(project.area());
  placement.set_sector(project.sector());
  placement.set_parts(10'000);
}

Agreement::Stage RandomStage(Random& random) {
  const Agreement::Stage stages[] = {
      Agreement::STAGE_NEGOTIATING, Agreement::STAGE_PREPARING,
      Agreement::STAGE_BUILDING, Agreement::STAGE_IN_PRODUCTION};
  return stages[random.Weighted({1, 3, 6, 3})];
}

// Of a project that takes the kind, with its recipient and place.
SampleAgreement& AddAgreement(const catalogue::v1::Project& project,
                              const std::string& supporter,
                              const std::string& kind, int64_t wan_yuan,
                              int number, Random& random,
                              Programme& programme) {
  SampleAgreement& sample = programme.agreements.emplace_back();
  Agreement& agreement = sample.agreement;
  agreement.set_name(
      programme.Name("agreements", absl::StrFormat("g-%03d", number)));
  *agreement.mutable_display_name() = project.display_name();
  agreement.set_supporter(supporter);
  agreement.set_recipient(project.recipient());
  agreement.set_project(project.name());
  PlaceAsProject(project, *agreement.mutable_placements());
  agreement.mutable_responsible_leader()->set_display_name("李建国");
  agreement.mutable_responsible_leader()->set_title("副县（区）长");
  pb::ContractSum& sum = *agreement.add_contract_sums();
  sum.set_side(pb::SIDE_SUPPORTER);
  sum.set_fund_kind(kind);
  sum.set_amount_fen(wan_yuan * Money::kFenPerWanYuan);
  agreement.set_sign_date(
      absl::StrFormat("2014-%02d-15", random.Between(3, 6)));
  if (random.Chance(25)) agreement.set_signed_at("2014年对口支援项目签约会");
  agreement.set_source(kMadeUp);
  AddSteps(RandomStage(random), kFirstYear, 7, sample);
  return sample;
}

// A unit's year: a part of its quota, in a few payments.
void AddYear(const Agreement& agreement, const char* kind, int year,
             int64_t wan_yuan, Random& random, Programme& programme) {
  const int payments = static_cast<int>(random.Between(1, 3));
  const std::vector<int64_t> weights(payments, 1);
  for (const int64_t part :
       Divide(std::max<int64_t>(wan_yuan, payments), weights, 1)) {
    LedgerEntry entry =
        EntryOf(agreement, year, static_cast<int>(random.Between(7, 12)),
                static_cast<int>(random.Between(1, 28)),
                absl::StrFormat("拨款凭证%d-%04d（示例）", year,
                                programme.ledger_entries.size() + 1));
    SetMoney(kind, part, pb::SIDE_SUPPORTER, entry);
    programme.ledger_entries.push_back(std::move(entry));
  }
}

void AddFunds(Random& random, Programme& programme) {
  int number = 0;
  for (const char* kind : {"policy", "grant", "cooperation"}) {
    const std::vector<std::string> givers = GiversOf(programme, kind);
    for (int i = 0; i < 30; ++i) {
      const std::string& supporter = givers[(i * 7) % givers.size()];
      const auto& project = random.Pick(programme.projects);
      if (project.recipient() == supporter) continue;
      const int64_t quota = QuotaOf(programme, supporter, kFirstYear, kind);
      const int64_t wan_yuan =
          std::max<int64_t>(4, quota * random.Between(20, 60) / 100);
      const Agreement agreement =
          AddAgreement(project, supporter, kind, wan_yuan * 2, ++number, random,
                       programme)
              .agreement;
      for (int year = kFirstYear; year < kFirstYear + kYears; ++year) {
        AddYear(agreement, kind, year, wan_yuan, random, programme);
      }
    }
  }
}

LedgerEntry CountyEntry(const County& county, const std::string& supporter,
                        int year, const char* sector, Programme& programme) {
  LedgerEntry entry = NewEntry(supporter, year, 12, 25,
                               absl::StrFormat("年度统计%d（示例）", year));
  entry.set_recipient(
      programme.Name("units", absl::StrCat("county-", county.id)));
  pb::Placement& placement = *entry.add_placements();
  placement.set_area(programme.Name("areas", county.id));
  placement.set_sector(programme.Name("sectors", sector));
  placement.set_parts(10'000);
  return entry;
}

void AddCounts(Random& random, Programme& programme) {
  const std::vector<std::string> givers = GiversOf(programme, "grant");
  for (int year = kFirstYear; year < kFirstYear + kYears; ++year) {
    for (const County& county : HubeiCounties()) {
      for (const auto& [id, sector, least, most] :
           {std::tuple("trainings", "job-skills", 40, 160),
            std::tuple("jobs", "industry-transfer", 100, 500),
            std::tuple("major-cooperation", "industry-transfer", 1, 2)}) {
        LedgerEntry entry =
            CountyEntry(county, random.Pick(givers), year, sector, programme);
        entry.mutable_count()->set_indicator(programme.Name("indicators", id));
        entry.mutable_count()->set_value(random.Between(least, most));
        programme.ledger_entries.push_back(std::move(entry));
      }
      for (const auto& [id, sector, least] :
           {std::tuple("green-cover", "eco-villages", 3'000),
            std::tuple("sewage", "refuse-and-sewage", 7'000),
            std::tuple("drinking-water", "drinking-water", 9'000)}) {
        LedgerEntry entry =
            CountyEntry(county, programme.Name("units", "environment"), year,
                        sector, programme);
        entry.set_figure_source(pb::FIGURE_SOURCE_STATISTICS);
        entry.mutable_rate()->set_indicator(programme.Name("indicators", id));
        entry.mutable_rate()->set_basis_points(static_cast<int32_t>(
            random.Between(least, least + 900) + 300 * (year - kFirstYear)));
        programme.ledger_entries.push_back(std::move(entry));
      }
    }
  }
}

}  // namespace

void AddHubeiLedger(Random& random, Programme& programme) {
  AddIndicators(programme);
  AddAssessments(programme);
  AddFunds(random, programme);
  AddCounts(random, programme);
}

}  // namespace duikou::sample
