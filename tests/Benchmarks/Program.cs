using Amplify.Benchmarks;

// Measures what no test asserts, because it depends on the machine.
//   dotnet run -c Release --project tests/Benchmarks
// Every row runs in a process of its own: a pool that has grown in one row must not help the next.
switch (args)
{
    case []:
        return await Table.PrintAsync();
    case ["service"]:
        await SlowService.RunAsync();
        return 0;
    case ["row", string name, .. string[] rest]:
        await Rows.RunAsync(name, rest.Length > 0 ? new Uri(rest[0]) : null);
        return 0;
    default:
        Console.Error.WriteLine("Usage: Auth.Benchmarks");
        return 2;
}
