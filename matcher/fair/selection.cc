#include "matcher/fair/selection.h"

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <algorithm>

namespace duikou {
namespace {

using Graph = lemon::SmartDigraph;

// How many meetings that need not be held each participant has room for.
std::vector<int64_t> Rooms(const FairModel& model) {
  std::vector<int64_t> rooms;
  for (int32_t p = 0; p < model.participants(); ++p) {
    int64_t room = model.slots() - static_cast<int64_t>(model.away(p).count());
    for (const int32_t m : model.users(p)) room -= model.must_hold(m);
    rooms.push_back(std::max<int64_t>(0, room));
  }
  for (const FairLimit& limit : model.limits()) {
    int64_t& room = rooms[limit.participant];
    room = std::min<int64_t>(room, limit.most);
  }
  return rooms;
}

// Meetings are arcs from side 0 to side 1, and what flows through a participant
// is what it has; an arc back closes the circle.
class MeetingFlow {
 public:
  MeetingFlow(const FairModel& model, const std::vector<int32_t>& side)
      : model_(model), cost_(graph_), most_(graph_) {
    const Graph::Node start = graph_.addNode(), end = graph_.addNode();
    const std::vector<int64_t> rooms = Rooms(model);
    std::vector<Graph::Node> nodes;
    int64_t all = 0;
    for (int32_t p = 0; p < model.participants(); ++p) {
      nodes.push_back(graph_.addNode());
      all += rooms[p];
      if (side[p] == 0) AddArc(start, nodes[p], rooms[p], 0);
      if (side[p] == 1) AddArc(nodes[p], end, rooms[p], 0);
    }
    AddArc(end, start, all, 0);
    for (int32_t m = 0; m < model.meetings(); ++m) {
      if (model.must_hold(m) || model.places(m).empty()) continue;
      const FairMeeting& meeting = model.problem().meetings[m];
      const bool turned = side[meeting.first] == 1;
      meetings_.push_back(m);
      arcs_.push_back(AddArc(nodes[turned ? meeting.second : meeting.first],
                             nodes[turned ? meeting.first : meeting.second], 1,
                             -meeting.importance));
    }
  }

  std::optional<FairSelection> Solve() {
    lemon::NetworkSimplex<Graph, int64_t, int64_t> simplex(graph_);
    simplex.upperMap(most_).costMap(cost_);
    if (simplex.run() != simplex.OPTIMAL) return std::nullopt;
    FairSelection selection{.taken = std::vector<bool>(model_.meetings())};
    for (size_t i = 0; i < arcs_.size(); ++i) {
      if (simplex.flow(arcs_[i]) == 0) continue;
      selection.taken[meetings_[i]] = true;
      selection.importance +=
          model_.problem().meetings[meetings_[i]].importance;
    }
    return selection;
  }

 private:
  Graph::Arc AddArc(Graph::Node from, Graph::Node to, int64_t most,
                    int64_t cost) {
    const Graph::Arc arc = graph_.addArc(from, to);
    most_[arc] = most;
    cost_[arc] = cost;
    return arc;
  }

  const FairModel& model_;
  Graph graph_;
  Graph::ArcMap<int64_t> cost_, most_;
  std::vector<int32_t> meetings_;  // by arc
  std::vector<Graph::Arc> arcs_;
};

}  // namespace

std::optional<FairSelection> SelectMeetings(const FairModel& model) {
  const std::vector<int32_t> side = TwoSides(model);
  if (side.empty()) return std::nullopt;
  return MeetingFlow(model, side).Solve();
}

}  // namespace duikou
