"""One module per dataset, found by `expectations.contract.contracts`: file name = dataset name, one `CONTRACT`."""
