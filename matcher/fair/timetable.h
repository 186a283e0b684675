// The timetable of a trade fair: which meetings are held, when, at which table.
//
//   TimetableProblem problem;
//   problem.slots = {{.day = 0, .start_minute = 540, .end_minute = 560},
//                    {.day = 0, .start_minute = 565, .end_minute = 585}};
//   problem.halls = 1;
//   problem.tables = {{.hall = 0}, {.hall = 0}};
//   problem.participants.resize(3);
//   problem.meetings = {{.first = 0, .second = 1, .must_hold = true},
//                       {.first = 0, .second = 2, .importance = 70}};
//   absl::StatusOr<TimetableSolution> solution = SolveTimetable(problem, {});
//   solution->timetable[0].slot, solution->importance, solution->breaks;
//
// A meeting takes two participants, and any persons named, for one slot at one
// table. Nobody is in two meetings at once or in one while away; a table has
// one meeting a slot and what the meeting needs; a meeting lies in its session;
// one that has to come before another lies in an earlier slot; whoever changes
// halls between two meetings of a day has the time to walk. Meetings that must
// be held are; of the others any may be left out, and are where somebody would
// have more meetings than it wants. Of all such timetables the
// best has the greatest importance of meetings held, and of those the fewest
// breaks. A break is one maximal run of idle slots between two meetings of a
// participant on one day, however long; noon, and slots in which the
// participant is away, are no exception; the night is no break. Persons have no
// breaks.
// Plain values; thread-compatible.
#ifndef DUIKOU_MATCHER_FAIR_TIMETABLE_H_
#define DUIKOU_MATCHER_FAIR_TIMETABLE_H_

#include <cstdint>
#include <functional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "matcher/base/taxonomy.h"

namespace duikou {

// In time order, and no two overlap. Which meetings follow each other without
// a break is by index: the lunch hour is no slot.
struct FairSlot {
  int32_t day = 0;  // from 0, ascending
  // Of the day, 0 … 24 × 60; start < end, in the fair's time zone.
  int32_t start_minute = 0;
  int32_t end_minute = 0;
  // A part of the fair (morning, afternoon, an opening) that meetings can be
  // confined to, 0 … kMaxFairSlots − 1.
  int32_t session = 0;
};

// What tables have and meetings need (interpreter's booth, screen, power): the
// caller gives each a bit.
using EquipmentBits = uint64_t;

struct FairTable {
  int32_t hall = 0;
  EquipmentBits equipment = 0;
  // Slots in which it cannot be used, as when its hall is closed or lost.
  std::vector<int32_t> unavailable;
};

// Whoever meets (a delegation) and whoever has to be there (its leader).
struct FairPresence {
  // Slots in which they cannot meet, each once.
  std::vector<int32_t> unavailable;
};

struct FairMeeting {
  int32_t first = kNone;   // a participant
  int32_t second = kNone;  // another
  // Who has to be there, each once.
  std::vector<int32_t> persons;
  // Otherwise it is left out where that is better for the fair.
  bool must_hold = false;
  // What holding it is worth, 0 … kMaxImportance; looked at where it need not
  // be held.
  int32_t importance = 1;
  EquipmentBits needs = 0;
  // kNone: any.
  int32_t session = kNone;
  int32_t fixed_slot = kNone;
  int32_t fixed_hall = kNone;
  int32_t fixed_table = kNone;
};

// `before` lies in an earlier slot than `after`, where both are held.
struct FairOrder {
  int32_t before = kNone;
  int32_t after = kNone;
};

inline constexpr int32_t kMaxFairSlots = 256;
inline constexpr int32_t kMaxFairHalls = 32;
inline constexpr int32_t kMaxFairTables = 1'024;
inline constexpr int32_t kMaxFairParticipants = 10'000;
inline constexpr int32_t kMaxFairPersons = 20'000;
inline constexpr int32_t kMaxFairMeetings = 20'000;
inline constexpr int32_t kMaxFairOrders = 50'000;
inline constexpr int32_t kMaxImportance = 1'000'000;

struct TimetableProblem {
  std::vector<FairSlot> slots;
  int32_t halls = 1;
  // Minutes on foot from hall i to hall j at i × halls + j, 0 … 24 × 60, the
  // same both ways, 0 from a hall to itself; empty: none. Whoever has a meeting
  // in each of two halls on one day needs so long between them.
  std::vector<int32_t> walk_minutes;
  std::vector<FairTable> tables;
  std::vector<FairPresence> participants;
  std::vector<FairPresence> persons;
  std::vector<FairMeeting> meetings;
  // No meeting comes before itself, over any number of them.
  std::vector<FairOrder> orders;
  // Of participants with a meeting, none has more breaks than another by more
  // than this; kNone: any difference will do.
  int32_t most_break_difference = kNone;
  // By participant, how many meetings it wants at most, 0 … kMaxFairMeetings;
  // kNone: any number. Meetings that must be held count, and are held even
  // beyond it. Empty: nobody minds.
  std::vector<int32_t> most_meetings;
};

// INVALID_ARGUMENT naming the field ("meetings[3].second: …") where there is no
// slot or table, a number is out of its range, a list of another size than what
// it is about, an index unknown or repeated, slots overlap, a meeting is one
// with itself, orders are circular, or where a meeting's fixed slot, hall or
// table cannot be: the slot lies in another session, or one who has to be there
// is away; the table is elsewhere or lacks what is needed.
absl::Status ValidateTimetableProblem(const TimetableProblem& problem);

// Where and when a meeting is held; the hall is the table's.
struct FairPlacement {
  int32_t slot = kNone;   // kNone: it is not held
  int32_t table = kNone;  // kNone where it is not held, or has no table yet

  friend bool operator==(const FairPlacement&, const FairPlacement&) = default;
};

// By meeting.
using Timetable = std::vector<FairPlacement>;

// INVALID_ARGUMENT naming the field ("timetable[3].slot: …") where it has
// another number of meetings, a slot or table unknown, or a table without slot.
absl::Status ValidateTimetable(const TimetableProblem& problem,
                               const Timetable& timetable);

// ---- What a timetable breaks ----

enum class FairSeverity : uint8_t {
  kBlocks = 0,  // it cannot be held like this, or what must be is not
  kWarns = 1,   // it can; somebody may mind
};

enum class FairViolationKind : uint8_t {
  // Blocks.
  kNotHeld = 0,           // `meeting` must be
  kNoTable = 1,           // `meeting` has a slot and no table
  kParticipantTwice = 2,  // `meeting` and `other` at once
  kPersonTwice = 3,       // likewise
  kParticipantAway = 4,
  kPersonAway = 5,
  kSession = 6,
  kFixedSlot = 7,
  kFixedHall = 8,
  kFixedTable = 9,
  kOrder = 10,       // `meeting` has to come before `other`
  kTableTwice = 11,  // `meeting` and `other` at once
  kTableAway = 12,
  kEquipment = 13,        // the table lacks what is needed
  kParticipantWalk = 14,  // too little time from `meeting` to `other`
  kPersonWalk = 15,       // likewise
  // Warns.
  kBreak = 16,            // of `participant`, from `slot` to `last_slot`
  kBreakDifference = 17,  // `participant` has too many more than others
  kLeftOut = 18,          // `meeting` is not held, and need not be
  kTooManyMeetings = 19,  // `participant` has more than most_meetings
};

// One fault; what it is not about is kNone.
struct FairViolation {
  FairViolationKind kind = FairViolationKind::kNotHeld;
  FairSeverity severity = FairSeverity::kBlocks;
  int32_t meeting = kNone;
  int32_t other = kNone;
  int32_t participant = kNone;
  int32_t person = kNone;
  int32_t slot = kNone;
  int32_t last_slot = kNone;
  int32_t table = kNone;

  friend bool operator==(const FairViolation&, const FairViolation&) = default;
};

// All that a timetable breaks, by kind, then meeting; of two at once each pair
// that follow each other. Nothing is searched, so a page can ask while a
// meeting is dragged. A fixed slot, hall or table that cannot be is told here,
// not refused. INVALID_ARGUMENT as the two functions above, that apart.
absl::StatusOr<std::vector<FairViolation>> CheckTimetable(
    const TimetableProblem& problem, const Timetable& timetable);

// Whether nothing of it blocks.
bool CanBeHeld(const std::vector<FairViolation>& violations);

// Σ importance of the meetings held that need not be.
// REQUIRES (all three): both are valid.
int64_t ImportanceOf(const TimetableProblem& problem,
                     const Timetable& timetable);
// By participant, and of all.
std::vector<int32_t> BreaksByParticipant(const TimetableProblem& problem,
                                         const Timetable& timetable);
int64_t BreaksOf(const TimetableProblem& problem, const Timetable& timetable);

// ---- Solving ----

// Something demanded of the timetable that can take part in a clash. That
// nobody is at two places at once is nature, and no demand.
enum class FairDemandKind : uint8_t {
  kMustHold = 0,          // `meeting`
  kSession = 1,           // `meeting`
  kFixedSlot = 2,         // `meeting`
  kFixedPlace = 3,        // `meeting`: its hall or table
  kEquipment = 4,         // `meeting`
  kOrder = 5,             // `order`
  kParticipantAway = 6,   // `participant`, in all slots it cannot meet in
  kPersonAway = 7,        // `person`, likewise
  kTables = 8,            // that there are no more tables, nor more often
  kWalk = 9,              // that walking takes time
  kBreakDifference = 10,  // most_break_difference
  kMostMeetings = 11,     // `participant`: its most_meetings
};

struct FairDemand {
  FairDemandKind kind = FairDemandKind::kMustHold;
  // kNone: not about one. Indexes of the problem.
  int32_t meeting = kNone;
  int32_t order = kNone;
  int32_t participant = kNone;
  int32_t person = kNone;

  friend bool operator==(const FairDemand&, const FairDemand&) = default;
};

// How a clash is known to be.
enum class FairClashKind : uint8_t {
  kNotMinimal = 0,   // these clash; some may have no part in it
  kIrreducible = 1,  // without any one of them the rest can be met
  kSmallest = 2,     // and no fewer demands clash
};

enum class TimetableStatus : uint8_t { kOptimal, kInfeasible, kLimitReached };

struct TimetableSolution {
  // kOptimal: importance and breaks are at their bounds. kInfeasible: see
  // `clash`. kLimitReached: the bounds hold.
  TimetableStatus status = TimetableStatus::kLimitReached;
  // The search was ended by `cancelled`.
  bool cancelled = false;
  // False: none exists, or the limit came before the first; the timetable then
  // holds nothing.
  bool has_timetable = false;
  Timetable timetable;
  int64_t importance = 0;        // ImportanceOf(timetable)
  int64_t importance_bound = 0;  // no timetable has more
  int64_t breaks = 0;            // BreaksOf(timetable)
  // No timetable of the best importance has fewer.
  int64_t breaks_bound = 0;
  // Of kInfeasible, by kind, then index.
  std::vector<FairDemand> clash;
  FairClashKind clash_kind = FairClashKind::kNotMinimal;
  int64_t work = 0;  // steps done
};

// How far a solve has come.
struct TimetableProgress {
  bool has_timetable = false;
  int64_t importance = 0;
  int64_t importance_bound = 0;
  int64_t breaks = 0;
  int64_t breaks_bound = 0;
  int64_t work = 0;
};

struct TimetableOptions {
  // Steps, each a conflict of the SAT search or about as much else, before the
  // search stops, ≥ 0; a million take some 20 s on one core of 2020. Never
  // time, so that the same problem gives the same timetable.
  int64_t most_steps = 3'000'000;
  // Polled some hundred times a second, in the calling thread or one of the
  // executor's, never in two at once; true ends the solve with what there is.
  std::function<bool()> cancelled;
  // Called in the calling thread when timetable or bounds have become better.
  std::function<void(const TimetableProgress&)> progress;
  // Runs all tasks, in any order and on any threads, and returns when they are
  // done; null: everything runs in the calling thread. The timetable does not
  // depend on it.
  std::function<void(std::vector<std::function<void()>>)> parallel_for;
  // An earlier timetable of these meetings to start from; empty: none. What
  // does not fit any more is left out.
  Timetable start;
};

// INVALID_ARGUMENT naming the field where problem or options are out of range.
// That nothing can be done is an answer, not an error.
absl::StatusOr<TimetableSolution> SolveTimetable(
    const TimetableProblem& problem, const TimetableOptions& options);

// ---- Repairing ----

struct RepairOptions {
  // Slots before this have passed: meetings in them stay as they are, and none
  // is moved there.
  int32_t first_open_slot = 0;
  // What leaving a meeting out counts as, in meetings moved, 1 … 1,000; and one
  // that must be held.
  int32_t drop_cost = 10;
  int32_t must_drop_cost = 100;
  // As in TimetableOptions; few, as somebody waits for a repair.
  int64_t most_steps = 5'000;
  std::function<bool()> cancelled;
};

enum class RepairStatus : uint8_t {
  kOptimal,       // no repair costs less
  kLimitReached,  // `cost_bound` holds
};

struct TimetableRepair {
  RepairStatus status = RepairStatus::kLimitReached;
  bool cancelled = false;
  // Nothing of it blocks but must-holds that are left out.
  Timetable timetable;
  // Meetings in another slot or hall; those that were held and are not; those
  // at another table of their hall, which counts as no move. Each ascending.
  std::vector<int32_t> moved;
  std::vector<int32_t> dropped;
  std::vector<int32_t> other_table;
  // |moved| + the costs of those dropped, and what any repair costs at least.
  int64_t cost = 0;
  int64_t cost_bound = 0;
  int64_t work = 0;
};

// After something went wrong, the timetable that changes least: `problem` says
// how it is now (who is away when, which tables can be used), `timetable` what
// was published. A meeting not held before is not held after; one whose fixed
// slot, hall or table cannot be any more may be moved; most_break_difference
// and most_meetings are not looked at. Meetings that have passed keep each
// other's rules no more. INVALID_ARGUMENT as CheckTimetable.
absl::StatusOr<TimetableRepair> RepairTimetable(const TimetableProblem& problem,
                                                const Timetable& timetable,
                                                const RepairOptions& options);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_FAIR_TIMETABLE_H_
