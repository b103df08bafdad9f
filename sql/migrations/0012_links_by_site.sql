-- A dial or a hold on a site asks for its links; there are as many as posts with one, for ever.
create index links_by_site on links (site);
