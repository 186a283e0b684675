// The places and sectors of the sample programmes: facts, with their codes.
#ifndef DUIKOU_DEPLOY_SAMPLE_PLACES_H_
#define DUIKOU_DEPLOY_SAMPLE_PLACES_H_

#include <string>
#include <vector>

#include "deploy/sample/programme.h"

namespace duikou::sample {

struct Town {
  const char* zh;
  const char* en;
};

// A county that receives, with its towns.
struct County {
  const char* id;
  const char* zh;
  const char* en;
  const char* parent;  // an area's id
  const char* group;   // an area's id
  int projects;        // how many of 100 projects are here
  std::vector<Town> towns;
};

const std::vector<County>& HubeiCounties();
const std::vector<County>& ChongqingCounties();

// Fill in `areas` and `sectors`.
void AddHubeiAreas(Programme& programme);
void AddChongqingAreas(Programme& programme);
void AddSectors(Programme& programme);

}  // namespace duikou::sample

#endif  // DUIKOU_DEPLOY_SAMPLE_PLACES_H_
