// Puts the sample's resources straight into a store.
#ifndef DUIKOU_TESTS_BENCH_SAMPLE_STORE_H_
#define DUIKOU_TESTS_BENCH_SAMPLE_STORE_H_

#include <string>
#include <vector>

#include "services/store/store.h"

namespace duikou::bench {

// Adds a put of each resource, under its id, to the commit.
template <typename T>
void Put(const std::string& collection, const std::vector<T>& resources,
         CommitRequest& commit) {
  for (const T& resource : resources) {
    const std::string& name = resource.name();
    commit.mutations.push_back(
        Mutation::Put(collection, name.substr(name.rfind('/') + 1),
                      resource.SerializeAsString(), Expectation::Any()));
  }
}

}  // namespace duikou::bench

#endif  // DUIKOU_TESTS_BENCH_SAMPLE_STORE_H_
