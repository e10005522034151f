namespace Amplify.Samples;

/// <summary>Something the person can choose to do.</summary>
/// <param name="Label">What it is called.</param>
/// <param name="Act">Does it; null quits.</param>
internal sealed record MenuItem(string Label, Func<CancellationToken, Task>? Act);
