#include "services/progress/work_items.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "services/base/china_time.h"
#include "services/progress/civil_date.h"
#include "services/progress/counting.h"
#include "services/progress/progress_words.h"
#include "services/rpc/proto_time.h"

namespace duikou {

using profiles::v1::Commitment;
using progress::v1::Agreement;
using progress::v1::Assessment;
using progress::v1::InvestorPromise;
using progress::v1::Milestone;
using progress::v1::WorkItem;

namespace {

constexpr int kNewsDays = 90;
constexpr int kEscalationDays = 30;

type::v1::LocalizedText PlainText(const std::string& zh) {
  type::v1::LocalizedText text;
  text.set_zh(zh);
  return text;
}

bool IsWhole(const MoneyKey& key) {
  return std::get<0>(key) != kNoName && std::get<1>(key) != kNoName &&
         std::get<2>(key) != kNoName;
}

// Finds what there is to do, one kind after the other.
class WorkFinder {
 public:
  WorkFinder(const ProgressState& state, const WorkQuery& query)
      : state_(state),
        query_(query),
        assessment_(state.AssessmentOf(static_cast<int>(query.today.year()))) {}

  std::vector<Work> Find() {
    for (const auto& [id, agreement] : state_.agreements()) {
      if (!query_.shown.Shows(agreement.supporter(), agreement.recipient()) ||
          agreement.stage() == Agreement::STAGE_TERMINATED) {
        continue;
      }
      AddMilestones(agreement);
      AddPromises(agreement);
      AddSilence(agreement);
    }
    AddMoney();
    AddEntries();
    std::sort(found_.begin(), found_.end(), [](const Work& a, const Work& b) {
      return std::tie(a.due, a.kind, a.subject, a.detail) <
             std::tie(b.due, b.kind, b.subject, b.detail);
    });
    return std::move(found_);
  }

 private:
  // Adds it where it is asked for and due before today.
  void Add(Work work) {
    work.days_overdue = static_cast<int>(query_.today - work.due);
    const int escalation = assessment_.escalation_days() > 0
                               ? assessment_.escalation_days()
                               : kEscalationDays;
    work.escalated = work.days_overdue > escalation;
    if (work.days_overdue <= 0 && !Waits(work.kind)) return;
    if (!query_.unit.empty() && query_.unit != work.unit) return;
    if (!query_.kinds.empty() && !query_.kinds.contains(work.kind)) return;
    if (query_.escalated_only && !work.escalated) return;
    found_.push_back(std::move(work));
  }

  // Whether it is there to do from its first day on.
  static bool Waits(WorkItem::Kind kind) {
    return kind == WorkItem::KIND_UNCONFIRMED ||
           kind == WorkItem::KIND_DISPUTED;
  }

  void AddMilestones(const Agreement& agreement) {
    for (const Milestone& milestone : agreement.milestones()) {
      const auto due = ParseDate(milestone.due_date());
      if (!milestone.done_date().empty() || !due.ok()) continue;
      Add({.kind = WorkItem::KIND_MILESTONE,
           .due = *due,
           .subject = agreement.name(),
           .detail = milestone.id(),
           .unit = agreement.supporter(),
           .agreement = &agreement,
           .text = milestone.display_name()});
    }
  }

  void AddPromises(const Agreement& agreement) {
    for (const InvestorPromise& promise : agreement.promises()) {
      const auto due = ParseDate(promise.due_date());
      if (!promise.kept_date().empty() || !due.ok()) continue;
      Add({.kind = WorkItem::KIND_PROMISE,
           .due = *due,
           .subject = agreement.name(),
           .detail = promise.id(),
           .unit = agreement.recipient(),
           .agreement = &agreement,
           .text = PlainText(promise.text())});
    }
  }

  void AddSilence(const Agreement& agreement) {
    if (agreement.stage() == Agreement::STAGE_IN_PRODUCTION) return;
    const int days =
        assessment_.news_days() > 0 ? assessment_.news_days() : kNewsDays;
    const absl::Time heard = std::max(
        {ToTime(agreement.create_time()), ToTime(agreement.news_time()),
         state_.ledger().LastEntryOf(agreement.name())});
    Add({.kind = WorkItem::KIND_NO_NEWS,
         .due = ChinaDay(heard) + days,
         .subject = agreement.name(),
         .unit = agreement.supporter(),
         .agreement = &agreement});
  }

  void AddMoney() {
    const LedgerFacts& ledger = state_.ledger();
    MoneySums left = ledger.Arrived([this](int period) {
      return SourceOrder(state_.AssessmentOf(period));
    });
    // What arrived is for the earliest promises first.
    std::vector<const Commitment*> promised;
    for (const auto& [id, commitment] : state_.commitments()) {
      promised.push_back(&commitment);
    }
    std::stable_sort(promised.begin(), promised.end(),
                     [](const Commitment* a, const Commitment* b) {
                       return a->year() < b->year();
                     });
    for (const Commitment* commitment : promised) {
      const MoneyKey key(ledger.NumberOf(commitment->supporter()),
                         ledger.NumberOf(commitment->project()),
                         ledger.NumberOf(commitment->fund_kind()));
      int64_t covered = 0;
      // Of what the ledger does not speak of nothing arrived.
      if (const auto arrived = left.find(key);
          arrived != left.end() && IsWhole(key)) {
        covered =
            std::clamp<int64_t>(arrived->second, 0, commitment->amount_fen());
        arrived->second -= covered;
      }
      AddShortfall(*commitment, commitment->amount_fen() - covered);
    }
  }

  void AddShortfall(const Commitment& commitment, int64_t missing_fen) {
    if (missing_fen <= 0 ||
        !query_.shown.Shows(commitment.supporter(),
                            state_.RecipientOf(commitment.project()))) {
      return;
    }
    const Agreement* agreement = state_.CarriesOut(commitment);
    Add({.kind = WorkItem::KIND_MONEY,
         .due = absl::CivilDay(commitment.year(), 12, 31),
         .subject =
             agreement == nullptr ? commitment.name() : agreement->name(),
         .detail = absl::StrCat(commitment.year(), " ", commitment.fund_kind()),
         .unit = commitment.supporter(),
         .agreement = agreement,
         .amount_fen = missing_fen,
         .fund_kind = commitment.fund_kind()});
  }

  void AddEntries() {
    for (const auto& [id, entry] : state_.ledger().pending()) {
      if (!query_.shown.Shows(entry.supporter, entry.recipient)) continue;
      // Without another side the office has to say.
      const std::string& other =
          entry.reported_by == progress::v1::SIDE_SUPPORTER ? entry.recipient
                                                            : entry.supporter;
      Add({.kind = entry.disputed ? WorkItem::KIND_DISPUTED
                                  : WorkItem::KIND_UNCONFIRMED,
           .due = ChinaDay(entry.since),
           .subject = entry.name,
           .unit = entry.disputed ? "" : other,
           .agreement = state_.FindAgreement(entry.agreement),
           .amount_fen = entry.amount_fen,
           .fund_kind = entry.fund_kind});
    }
  }

  const ProgressState& state_;
  const WorkQuery& query_;
  const Assessment& assessment_;
  std::vector<Work> found_;
};

}  // namespace

std::string Work::Position() const {
  // The separator comes before all that ids are made of.
  return absl::StrFormat("%s\n%02d\n%s\n%s", DateText(due),
                         static_cast<int>(kind), subject, detail);
}

std::vector<Work> FindWork(const ProgressState& state, const WorkQuery& query) {
  return WorkFinder(state, query).Find();
}

WorkItem EncodeWork(const Work& work, const WorkQuery& query) {
  WorkItem item;
  item.set_kind(work.kind);
  item.set_subject(work.subject);
  item.set_unit(work.unit);
  if (work.agreement != nullptr && work.agreement->has_responsible_leader()) {
    *item.mutable_responsible_leader() = work.agreement->responsible_leader();
  }
  item.set_due_date(DateText(work.due));
  item.set_days_overdue(work.days_overdue);
  item.set_escalated(work.escalated);
  *item.mutable_text() = WorkText(work, query.programme);
  item.set_amount_fen(work.amount_fen);
  item.set_fund_kind(work.fund_kind);
  return item;
}

}  // namespace duikou
