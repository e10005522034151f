using System.Diagnostics;

namespace Amplify.Benchmarks;

/// <summary>Runs every row in a child process and prints what it says.</summary>
internal static class Table
{
    public static async Task<int> PrintAsync()
    {
        Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}, service latency {SlowService.Latency.TotalMilliseconds:0} ms");
        Console.WriteLine();
        Console.WriteLine($"{"100 users renew synchronously",-48} {"best",9} {"median",9} {"goal",9} {"cpu",9}  calls  pool");
        int failed = 0;
        foreach (string row in Rows.Synchronous)
        {
            using Process? service = row.EndsWith("http", StringComparison.Ordinal) ? Start("service") : null;
            try
            {
                string? address = service is null ? null : await service.StandardOutput.ReadLineAsync();
                failed += await RunAsync(row, address);
            }
            finally
            {
                service?.Kill();
            }
        }

        Console.WriteLine();
        Console.WriteLine($"{"a read from memory",-48} {"best",9} {"bytes",9}");
        failed += await RunAsync(Rows.Cached, null);
        return failed;
    }

    private static async Task<int> RunAsync(string row, string? address)
    {
        using Process process = Start(address is null ? ["row", row] : ["row", row, address]);
        Console.Write(await process.StandardOutput.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new InvalidOperationException("The row's process did not start.");
    }
}
