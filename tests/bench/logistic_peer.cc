#include "tests/bench/logistic_peer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>
#include <utility>

#include "matcher/base/check.h"

namespace duikou::bench {
namespace {

constexpr int kFeatures = 6;  // the first is 1
using Features = std::array<double, kFeatures>;
using Shares = std::map<std::string, double>;

struct Donor {
  Shares sectors;
  Shares areas;
  double median_log = 0;
  double spread = 1;
};

struct Everybody {
  Shares sectors;
  Shares areas;
};

bool Funds(const std::string& donor, const FundedProject& project) {
  return std::binary_search(project.donors.begin(), project.donors.end(),
                            donor);
}

template <typename KeyOf>
Shares SharesOf(const std::vector<const FundedProject*>& projects,
                KeyOf key_of) {
  Shares shares;
  for (const FundedProject* p : projects) {
    shares[key_of(*p)] += 1.0 / static_cast<double>(projects.size());
  }
  return shares;
}

double At(const Shares& shares, const std::string& key) {
  const auto it = shares.find(key);
  return it == shares.end() ? 0 : it->second;
}

std::string SectorOf(const FundedProject& p) { return p.sector; }
std::string PlaceOf(const FundedProject& p) { return p.area; }

Donor Describe(const std::vector<const FundedProject*>& own) {
  Donor donor{.sectors = SharesOf(own, SectorOf),
              .areas = SharesOf(own, PlaceOf)};
  std::vector<double> logs;
  for (const FundedProject* p : own) {
    logs.push_back(std::log(static_cast<double>(p->cents)));
  }
  std::sort(logs.begin(), logs.end());
  donor.median_log = logs[logs.size() / 2];
  double squares = 0;
  for (double log : logs) {
    squares += (log - donor.median_log) * (log - donor.median_log);
  }
  donor.spread =
      std::max(0.5, std::sqrt(squares / static_cast<double>(logs.size())));
  return donor;
}

double LogLift(double share, double base) {
  return std::log((share + 0.01) / (base + 0.01));
}

Features FeaturesOf(const Donor& donor, const Everybody& everybody,
                    const FundedProject& p) {
  const double log = std::log(static_cast<double>(p.cents));
  return {1,
          At(donor.sectors, p.sector),
          LogLift(At(donor.sectors, p.sector), At(everybody.sectors, p.sector)),
          At(donor.areas, p.area),
          LogLift(At(donor.areas, p.area), At(everybody.areas, p.area)),
          std::abs(log - donor.median_log) / donor.spread};
}

double Dot(const Features& a, const Features& b) {
  double sum = 0;
  for (int i = 0; i < kFeatures; ++i) sum += a[i] * b[i];
  return sum;
}

// Solves a·x = b, a symmetric and positive, by elimination.
Features Solve(std::array<Features, kFeatures> a, Features b) {
  for (int i = 0; i < kFeatures; ++i) {
    for (int j = i + 1; j < kFeatures; ++j) {
      const double factor = a[j][i] / a[i][i];
      for (int k = i; k < kFeatures; ++k) a[j][k] -= factor * a[i][k];
      b[j] -= factor * b[i];
    }
  }
  for (int i = kFeatures - 1; i >= 0; --i) {
    for (int k = i + 1; k < kFeatures; ++k) b[i] -= a[i][k] * b[k];
    b[i] /= a[i][i];
  }
  return b;
}

Features Fit(const std::vector<std::pair<Features, bool>>& pairs) {
  Features weights = {};
  for (int round = 0; round < 25; ++round) {
    std::array<Features, kFeatures> hessian = {};
    Features gradient = {};
    for (const auto& [x, funded] : pairs) {
      const double p = 1 / (1 + std::exp(-Dot(weights, x)));
      for (int i = 0; i < kFeatures; ++i) {
        gradient[i] += ((funded ? 1 : 0) - p) * x[i];
        for (int j = 0; j < kFeatures; ++j) {
          hessian[i][j] += p * (1 - p) * x[i] * x[j];
        }
      }
    }
    for (int i = 0; i < kFeatures; ++i) hessian[i][i] += 1e-6;
    const Features step = Solve(hessian, gradient);
    for (int i = 0; i < kFeatures; ++i) weights[i] += step[i];
  }
  return weights;
}

// Those of `projects`, best first by `worth`; ties by id.
template <typename WorthOf>
std::vector<size_t> Order(const std::vector<FundedProject>& projects,
                          const std::vector<size_t>& which, WorthOf worth) {
  std::vector<std::pair<double, size_t>> scored;
  for (size_t i : which) scored.push_back({worth(projects[i]), i});
  std::sort(scored.begin(), scored.end(), [&](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first
                              : projects[a.second].id < projects[b.second].id;
  });
  std::vector<size_t> order;
  for (const auto& [score, i] : scored) order.push_back(i);
  return order;
}

}  // namespace

std::vector<std::vector<size_t>> RankByLogisticRegression(
    const Country& country) {
  std::vector<const FundedProject*> training;
  std::vector<size_t> test;
  for (size_t i = 0; i < country.projects.size(); ++i) {
    if (country.IsTest(country.projects[i])) {
      test.push_back(i);
    } else {
      training.push_back(&country.projects[i]);
    }
  }
  const Everybody everybody{.sectors = SharesOf(training, SectorOf),
                            .areas = SharesOf(training, PlaceOf)};
  std::vector<Donor> donors;
  std::vector<std::pair<Features, bool>> pairs;
  for (const std::string& name : country.donors) {
    std::vector<const FundedProject*> own;
    for (const FundedProject* p : training) {
      if (Funds(name, *p)) own.push_back(p);
    }
    donors.push_back(Describe(own));
    for (const FundedProject* p : training) {
      pairs.push_back(
          {FeaturesOf(donors.back(), everybody, *p), Funds(name, *p)});
    }
  }
  const Features weights = Fit(pairs);
  std::vector<std::vector<size_t>> orders;
  for (const Donor& donor : donors) {
    orders.push_back(Order(country.projects, test, [&](const FundedProject& p) {
      return Dot(weights, FeaturesOf(donor, everybody, p));
    }));
  }
  return orders;
}

}  // namespace duikou::bench
