#pragma once
// An invented region of two municipalities with three villages along a road, 150 people: files as a user has them.
#include <filesystem>
#include <fstream>
#include <string>

namespace rurban {

inline void write_into(const std::filesystem::path& folder, const std::string& name, const std::string& content) {
  std::filesystem::create_directories((folder / name).parent_path());
  std::ofstream(folder / name, std::ios::binary) << content;
}

inline void write_region(const std::filesystem::path& folder) {
  const auto write = [&](const char* name, const char* content) { write_into(folder, name, content); };
  write("kommuner.csv", "code,name,land_km2\n9001,Västra,100\n9002,Östra,50\n9003,Tomma,10\n");
  // EPSG:3035 corners of cells near 66.0 N 20.0 E.
  write("census.csv",
        "x_laea,y_laea,area,total,men,women,age_lt15,age_15_64,age_ge65,employed,born_in_country,born_eu,"
        "born_non_eu\n"
        "4772000,4797000,9001,80,40,40,14,50,16,40,72,4,4\n4773000,4797000,9001,20,10,10,4,12,4,10,18,1,1\n"
        "4782000,4797000,9002,50,26,24,8,30,12,24,45,3,2\n4999000,4999000,9900,500,250,250,100,300,100,200,500,0,"
        "0\n");
  write("orter.csv",
        "name,municipality,lat,lon\nVästerby,9001,65.9957,19.7607\nÖsterby,9002,65.9875,19.9781\n"
        "Övergivet,9002,65.9875,20.3\n");
  write("folk.csv", "region;2019;2020\n9001 V\xE4stra;101;99\n9002 \xD6stra;52;51\n");
  // Two stops in each village; the bus drives 10.5 km from the first village to the second.
  write("buss/stops.txt",
        "stop_id,stop_name,stop_lat,stop_lon\na,Västerby torg,65.9957,19.7607\nb,Österby skola,65.9875,19.9781\n"
        "c,Ensam,66.5,21\nd,Ensam norra,66.52,21\n");
  write("buss/routes.txt", "route_id,route_short_name,route_type\n1,10,3\n");
  write("buss/trips.txt", "route_id,service_id,trip_id\n1,v,t1\n1,v,t2\n1,v,t3\n");
  write("buss/stop_times.txt",
        "trip_id,stop_id,stop_sequence,arrival_time,departure_time,shape_dist_traveled\nt1,a,1,07:00:00,07:00:00,0\n"
        "t1,b,2,07:12:00,07:12:00,10.5\nt2,b,1,16:00:00,16:00:00,0\nt2,a,2,16:14:00,16:14:00,10.7\n"
        "t3,c,1,08:00:00,08:00:00,0\nt3,d,2,08:05:00,08:05:00,2.4\n");
  write("buss/calendar.txt",
        "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
        "v,1,1,1,1,1,0,0,20210104,20211231\n");
}

}  // namespace rurban
