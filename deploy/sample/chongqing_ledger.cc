// Chongqing 2004: 183 agreements, 62 of them from the fairs, and the entries
// that come to the year report's figures.
#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "deploy/sample/ledger.h"
#include "deploy/sample/places.h"
#include "matcher/base/check.h"
#include "matcher/base/money.h"

namespace duikou::sample {
namespace {

namespace pb = ::duikou::progress::v1;
using pb::Agreement;
using pb::LedgerEntry;

constexpr char kYearReport[] = "重庆市2004年对口支援年度工作总结";
constexpr char kChongqingFair[] = "2004年重庆经贸洽谈会";
constexpr char kWanzhouFair[] = "2004年万州经贸洽谈会";
constexpr int kYear = 2004;

// Of the report; amounts in 万元.
constexpr int kNew = 117;
constexpr int kContinuing = 66;
constexpr int kSigned = 62;
constexpr int kLarge = 34;                     // of 100 million or more
constexpr int64_t kContractTotal = 1'990'000;  // of those signed
constexpr int64_t kPrivateTotal = 1'100'000;
constexpr int64_t kSignedSupporters = 107'800;  // in place of them
constexpr int64_t kSignedRecipients = 8'730;
constexpr int64_t kInPlace = 224'000;
constexpr int64_t kGrants = 11'200;
constexpr int kInProduction = 18;
constexpr int kBuilding = 26;
constexpr int kPreparing = 15;
constexpr int kLabour = 21'000;
constexpr int kLeaders = 808;
constexpr int kCadres = 342;
// "More than 7,800", in the report.
constexpr int kJobs = 7'812;
// Of 2003: what makes the growth of 47 % and 12 %, in yuan.
constexpr int64_t kInPlaceBefore = 1'523'809'524;
constexpr int64_t kGrantsBefore = 100'000'000;

class Maker {
 public:
  Maker(Random& random, Programme& programme)
      : random_(random), programme_(programme) {
    for (const auto& unit : programme.units) {
      const bool gives = unit.sides(0) == profiles::v1::SIDE_SUPPORTER;
      if (gives) supporters_.push_back(unit.name());
    }
  }

  void Make() {
    AddIndicators();
    AddAgreements();
    SetContracts();
    AddSignedFunds();
    AddOtherFunds();
    AddGrants();
    AddCounts();
    AddJobs();
    AddOpening();
    AddStated();
  }

 private:
  void AddIndicators() {
    AddIndicator("labour-export", "劳务输出", "Labour export", "人",
                 "labour-export", programme_)
        .set_by_labour_form(true);
    AddIndicator("leaders", "培训带头人", "Leaders trained", "人", "",
                 programme_);
    AddIndicator("cadres", "干部挂职与培训", "Cadres seconded or trained", "人",
                 "", programme_);
    AddIndicator("jobs", "投产项目安置就业", "Jobs from finished projects",
                 "人", "", programme_);
  }

  // A county with the unit that answers for it.
  std::string RandomCounty() {
    std::vector<int> weights;
    for (const County& county : ChongqingCounties()) {
      weights.push_back(county.projects);
    }
    return ChongqingCounties()[random_.Weighted(weights)].id;
  }
  std::string AnotherCounty(const std::string& than) {
    std::string county = RandomCounty();
    while (county == than) county = RandomCounty();
    return county;
  }
  std::string RandomSector() {
    static const auto* const kSectors = new std::vector<std::string>{
        "modern-agriculture", "new-industry",      "new-industry",
        "services",           "industry-transfer", "fairs-and-markets",
        "ports-and-logistics"};
    return programme_.Name("sectors", random_.Pick(*kSectors));
  }

  void Place(const std::string& county, const std::string& sector,
             google::protobuf::RepeatedPtrField<pb::Placement>& placements,
             int parts) {
    pb::Placement& placement = *placements.Add();
    placement.set_area(programme_.Name("areas", county));
    placement.set_sector(sector);
    placement.set_parts(parts);
  }

  void AddAgreements() {
    for (int i = 0; i < kNew + kContinuing; ++i) {
      SampleAgreement& sample = programme_.agreements.emplace_back();
      Agreement& agreement = sample.agreement;
      const std::string county = RandomCounty();
      agreement.set_name(
          programme_.Name("agreements", absl::StrFormat("g-%03d", i + 1)));
      agreement.mutable_display_name()->set_zh(
          absl::StrFormat("合作项目第%03d号（示例）", i + 1));
      agreement.mutable_display_name()->set_en(
          absl::StrFormat("Cooperation no. %03d (sample)", i + 1));
      agreement.set_supporter(random_.Pick(supporters_));
      agreement.set_recipient(
          programme_.Name("units", absl::StrCat("county-", county)));
      agreement.set_source(kMadeUp);
      const bool split = random_.Chance(15);
      const std::string sector = RandomSector();
      Place(county, sector, *agreement.mutable_placements(),
            split ? 6'500 : 10'000);
      if (split) {
        Place(AnotherCounty(county), sector, *agreement.mutable_placements(),
              3'500);
      }
      SetForm(agreement);
      SetSigning(i, sample);
    }
  }

  void SetForm(Agreement& agreement) {
    static const auto* const kForms =
        new std::vector<type::v1::CooperationForm>{
            type::v1::COOPERATION_FORM_SOLE_INVESTMENT,
            type::v1::COOPERATION_FORM_SOLE_INVESTMENT,
            type::v1::COOPERATION_FORM_JOINT_VENTURE,
            type::v1::COOPERATION_FORM_TAKEOVER,
            type::v1::COOPERATION_FORM_CONTRACTING,
            type::v1::COOPERATION_FORM_RESTRUCTURING,
            type::v1::COOPERATION_FORM_INTANGIBLE_SHARE};
    agreement.set_form(random_.Pick(*kForms));
  }

  // The first of them are from the fairs; the last ones go on from 2003.
  void SetSigning(int index, SampleAgreement& sample) {
    Agreement& agreement = sample.agreement;
    if (index < kSigned) {
      const bool wanzhou = index % 3 == 0;
      agreement.set_signed_at(wanzhou ? kWanzhouFair : kChongqingFair);
      agreement.set_sign_date(wanzhou ? "2004-05-18" : "2004-04-08");
      AddSteps(StageOf(index), kYear, 6, sample);
    } else if (index < kNew) {
      agreement.set_sign_date(absl::StrFormat(
          "2004-%02d-%02d", random_.Between(1, 6), random_.Between(1, 28)));
      AddSteps(random_.Chance(70) ? Agreement::STAGE_BUILDING
                                  : Agreement::STAGE_PREPARING,
               kYear, 7, sample);
    } else {
      agreement.set_sign_date(absl::StrFormat(
          "2003-%02d-%02d", random_.Between(1, 6), random_.Between(1, 28)));
      AddSteps(Agreement::STAGE_BUILDING, kYear - 1, 8, sample);
    }
  }

  static Agreement::Stage StageOf(int index) {
    if (index < kInProduction) return Agreement::STAGE_IN_PRODUCTION;
    if (index < kInProduction + kBuilding) return Agreement::STAGE_BUILDING;
    if (index < kInProduction + kBuilding + kPreparing) {
      return Agreement::STAGE_PREPARING;
    }
    return Agreement::STAGE_NEGOTIATING;
  }

  void AddSum(int index, int64_t wan_yuan, bool private_capital) {
    if (wan_yuan == 0) return;
    pb::ContractSum& sum =
        *programme_.agreements[index].agreement.add_contract_sums();
    sum.set_side(pb::SIDE_SUPPORTER);
    if (private_capital) sum.set_party("民营投资方（示例）");
    sum.set_fund_kind("cooperation");
    sum.set_amount_fen(wan_yuan * Money::kFenPerWanYuan);
    sum.set_private_capital(private_capital);
  }

  // In 万元, of those signed: some large, some not, in no order.
  std::vector<int64_t> SignedTotals() {
    std::vector<int64_t> totals;
    int64_t left = kContractTotal;
    for (int i = kLarge; i < kSigned; ++i) {
      totals.push_back(random_.Between(80, 960) * 10);
      left -= totals.back();
    }
    std::vector<int64_t> weights;
    for (int i = 0; i < kLarge; ++i) weights.push_back(random_.Between(1, 60));
    for (const int64_t large :
         Divide(left, weights, Money::kFenPerYiYuan / Money::kFenPerWanYuan)) {
      totals.push_back(large);
    }
    for (size_t i = totals.size() - 1; i > 0; --i) {
      std::swap(totals[i], totals[random_.Between(0, static_cast<int64_t>(i))]);
    }
    return totals;
  }

  void SetContracts() {
    contracts_ = SignedTotals();
    int64_t private_left = kPrivateTotal;
    for (int i = 0; i < kSigned; ++i) {
      // Wholly private, until what is private is used up.
      const int64_t private_part = std::min(contracts_[i], private_left);
      private_left -= private_part;
      AddSum(i, private_part, true);
      AddSum(i, contracts_[i] - private_part, false);
    }
    DUIKOU_CHECK(private_left == 0) << private_left;
    for (int i = kSigned; i < kNew + kContinuing; ++i) {
      contracts_.push_back(random_.Between(200, 9'000));
      AddSum(i, contracts_[i], random_.Chance(40));
    }
  }

  void AddMoney(int index, const char* kind, int64_t wan_yuan, pb::Side payer) {
    const int month = static_cast<int>(random_.Between(7, 12));
    LedgerEntry entry =
        EntryOf(programme_.agreements[index].agreement, kYear, month,
                static_cast<int>(random_.Between(1, 28)),
                absl::StrFormat("到位凭证2004-%04d（示例）", ++document_));
    SetMoney(kind, wan_yuan, payer, entry);
    programme_.ledger_entries.push_back(std::move(entry));
  }

  // More has come where it is further on; nothing where it is negotiated.
  void AddSignedFunds() {
    constexpr int kCarriedOut = kInProduction + kBuilding + kPreparing;
    std::vector<int64_t> weights;
    for (int i = 0; i < kCarriedOut; ++i) {
      const int factor = i < kInProduction               ? 6
                         : i < kInProduction + kBuilding ? 4
                                                         : 1;
      weights.push_back(contracts_[i] * factor);
    }
    const auto supporters = Divide(kSignedSupporters, weights, 2);
    const auto recipients = Divide(kSignedRecipients, weights, 1);
    for (int i = 0; i < kCarriedOut; ++i) {
      const int64_t first = std::max<int64_t>(1, supporters[i] * 2 / 5);
      AddMoney(i, "cooperation", first, pb::SIDE_SUPPORTER);
      AddMoney(i, "cooperation", supporters[i] - first, pb::SIDE_SUPPORTER);
      AddMoney(i, "cooperation", recipients[i], pb::SIDE_RECIPIENT);
    }
  }

  void AddOtherFunds() {
    const int64_t rest =
        kInPlace - kGrants - kSignedSupporters - kSignedRecipients;
    std::vector<int64_t> weights(contracts_.begin() + kSigned,
                                 contracts_.end());
    const auto parts = Divide(rest, weights, 1);
    for (size_t i = 0; i < parts.size(); ++i) {
      AddMoney(kSigned + static_cast<int>(i), "cooperation", parts[i],
               pb::SIDE_SUPPORTER);
    }
  }

  // An entry of a supporter in a county, of no agreement.
  LedgerEntry Public(const std::string& supporter, const char* sector,
                     const char* what) {
    const std::string county = RandomCounty();
    LedgerEntry entry =
        NewEntry(supporter, kYear, static_cast<int>(random_.Between(1, 12)),
                 static_cast<int>(random_.Between(1, 28)),
                 absl::StrFormat("%s2004-%04d（示例）", what, ++document_));
    entry.set_recipient(
        programme_.Name("units", absl::StrCat("county-", county)));
    Place(county, programme_.Name("sectors", sector),
          *entry.mutable_placements(), 10'000);
    return entry;
  }

  void AddGrants() {
    static const char* const kSectors[] = {
        "education", "health", "resettlement-communities", "social-governance"};
    std::vector<int64_t> weights;
    for (int i = 0; i < 66; ++i) weights.push_back(random_.Between(1, 20));
    const auto parts = Divide(kGrants, weights, 5);
    for (size_t i = 0; i < parts.size(); ++i) {
      LedgerEntry entry = Public(supporters_[i % supporters_.size()],
                                 kSectors[i % 4], "无偿援助");
      SetMoney("grant", parts[i], pb::SIDE_SUPPORTER, entry);
      programme_.ledger_entries.push_back(std::move(entry));
    }
  }

  void AddCount(LedgerEntry entry, const char* indicator, int64_t value,
                int labour_form) {
    entry.mutable_count()->set_indicator(
        programme_.Name("indicators", indicator));
    entry.mutable_count()->set_value(value);
    entry.mutable_count()->set_labour_form(
        static_cast<pb::LabourForm>(labour_form));
    programme_.ledger_entries.push_back(std::move(entry));
  }

  // `whole` in so many entries of the supporters in turn.
  void Count(const char* indicator, const char* sector, int whole, int entries,
             bool labour) {
    std::vector<int64_t> weights;
    for (int i = 0; i < entries; ++i) weights.push_back(random_.Between(1, 9));
    const auto parts = Divide(whole, weights, 1);
    for (int i = 0; i < entries; ++i) {
      AddCount(Public(supporters_[i % supporters_.size()], sector, "统计表"),
               indicator, parts[i], labour ? 1 + i % 5 : 0);
    }
  }

  void AddCounts() {
    Count("labour-export", "labour-market", kLabour, 77, true);
    Count("leaders", "professional-training", kLeaders, 22, false);
    Count("cadres", "cadre-training", kCadres, 22, false);
  }

  void AddJobs() {
    std::vector<int64_t> weights(contracts_.begin(),
                                 contracts_.begin() + kInProduction);
    const auto parts = Divide(kJobs, weights, 20);
    for (int i = 0; i < kInProduction; ++i) {
      AddCount(
          EntryOf(programme_.agreements[i].agreement, kYear, 12, 20,
                  absl::StrFormat("用工名册2004-%04d（示例）", ++document_)),
          "jobs", parts[i], 0);
    }
  }

  void Open(const char* kind, int64_t yuan) {
    const std::vector<int64_t> weights(supporters_.size(), 1);
    const auto parts = Divide(yuan, weights, 0);
    for (size_t i = 0; i < parts.size(); ++i) {
      LedgerEntry entry =
          NewEntry(supporters_[i], kYear - 1, 12, 31, "2003年度数（示例分摊）");
      entry.set_figure_source(pb::FIGURE_SOURCE_OPENING);
      SetMoney(kind, 0, pb::SIDE_SUPPORTER, entry);
      entry.mutable_disbursement()->set_amount_fen(parts[i] *
                                                   Money::kFenPerYuan);
      programme_.ledger_entries.push_back(std::move(entry));
    }
  }

  void AddOpening() {
    Open("grant", kGrantsBefore);
    Open("cooperation", kInPlaceBefore - kGrantsBefore);
  }

  pb::StatedFigure& State(const char* id, const char* figure, int year) {
    pb::StatedFigure& stated = programme_.stated_figures.emplace_back();
    stated.set_name(programme_.Name("statedFigures", id));
    stated.set_figure(figure);
    stated.set_year(year);
    stated.set_source(kYearReport);
    return stated;
  }

  void StateAmount(const char* id, const char* figure, int64_t wan_yuan,
                   int64_t off_by) {
    pb::StatedFigure& stated = State(id, figure, kYear);
    stated.set_amount_fen(wan_yuan * Money::kFenPerWanYuan);
    stated.set_tolerance(off_by * Money::kFenPerWanYuan);
  }

  void StateCount(const char* id, const char* figure, int64_t count,
                  int64_t off_by = 0) {
    State(id, figure, kYear).set_count(count);
    programme_.stated_figures.back().set_tolerance(off_by);
  }

  void StateShare(const char* id, const char* figure, int basis_points,
                  int off_by) {
    State(id, figure, kYear).set_basis_points(basis_points);
    programme_.stated_figures.back().set_tolerance(off_by);
  }

  // As printed; tolerances are half of the last digit.
  void AddStated() {
    StateCount("carried-out", "agreements.carried-out", kNew + kContinuing);
    StateAmount("in-place", "funds.in-place", kInPlace, 50);
    StateAmount("grants", "funds.grant", kGrants, 50);
    StateCount("labour-export", "indicator.labour-export", kLabour);
    StateCount("leaders", "indicator.leaders", kLeaders);
    StateCount("cadres", "indicator.cadres", kCadres);
    StateCount("jobs", "indicator.jobs", 7'800, 99);
    StateCount("signed", "agreements.signed", kSigned);
    StateAmount("contract-total", "agreements.contract-total", kContractTotal,
                5'000);
    StateAmount("private-total", "agreements.private-total", kPrivateTotal,
                5'000);
    StateShare("private-share", "agreements.private-share", 55'20, 5);
    StateShare("hundred-million-share", "agreements.hundred-million-share",
               54'00, 50);
    StateAmount("signed-in-place", "funds.signed.in-place", 116'500, 50);
    StateAmount("signed-supporters", "funds.signed.supporters",
                kSignedSupporters, 50);
    StateAmount("signed-recipients", "funds.signed.recipients",
                kSignedRecipients, 5);
    AddCitedTargets();
  }

  // What the report says of 2004 to 2007: fewer people than 2004 alone had.
  void AddCitedTargets() {
    State("plan-projects", "agreements.carried-out", 0).set_count(680);
    programme_.stated_figures.back().set_target(true);
    State("plan-funds", "funds.in-place", 0)
        .set_amount_fen(92 * Money::kFenPerYiYuan);
    programme_.stated_figures.back().set_target(true);
    State("plan-labour-export", "indicator.labour-export", 0).set_count(7'800);
    programme_.stated_figures.back().set_target(true);
    State("plan-trainings", "target.trainings", 0).set_count(5'000);
    programme_.stated_figures.back().set_target(true);
  }

  Random& random_;
  Programme& programme_;
  std::vector<std::string> supporters_;
  std::vector<int64_t> contracts_;  // by agreement, in 万元
  int document_ = 0;
};

}  // namespace

void AddChongqingLedger(Random& random, Programme& programme) {
  Maker(random, programme).Make();
}

}  // namespace duikou::sample
