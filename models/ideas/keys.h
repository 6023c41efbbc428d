#pragma once
#include "models/vocabulary.h"
namespace rurban {
inline constexpr Key<std::int32_t> kIdeaAware{"place.idea_aware", "ideas", "persons",
                                              "adults who have heard of what others do, and no more"};
inline constexpr Key<std::int32_t> kIdeaInterested{"place.idea_interested", "ideas", "persons",
                                                   "adults whom somebody convinced, who have not taken it up"};
inline constexpr Key<std::int32_t> kIdeaAdopters{"place.idea_adopters", "ideas", "persons",
                                                 "adults who do something new"};
inline constexpr Key<std::int32_t> kIdeaExposed{"place.idea_exposed", "ideas", "persons/year",
                                                "adults who heard talks in the last year, streams counted in part"};
inline constexpr Key<std::int32_t> kIdeaExposedBefore{"place.idea_exposed_before", "ideas", "persons/year",
                                                      "the same of the year before"};
inline constexpr Key<std::int32_t> kIdeasFromTowns{
    "place.ideas_from_towns", "ideas", "adoptions/year",
    "its residents took up an idea that came from a town of the county"};
inline constexpr Key<std::int32_t> kIdeasFromCountryside{
    "place.ideas_from_countryside", "ideas", "adoptions/year",
    "its residents took up an idea that came from the county's countryside, the place itself counted in"};
inline constexpr Key<double> kFoundingFactor{"place.founding_factor", "ideas", "1",
                                             "how often its people found firms, of what is usual"};

}  // namespace rurban
